/// The user's projects: which are known, what each is, and what the model is told of them.
@NullMarked
package dev.coder.cli.project;

import org.jspecify.annotations.NullMarked;
