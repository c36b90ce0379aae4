/// What the user asked for: options, environment, folders.
@NullMarked
package dev.coder.cli.config;

import org.jspecify.annotations.NullMarked;
