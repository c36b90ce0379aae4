/// What users add: plugins in jars, and prompts in files.
@NullMarked
package dev.coder.cli.plugins;

import org.jspecify.annotations.NullMarked;
