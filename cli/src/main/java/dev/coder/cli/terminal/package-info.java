/// What the user sees and types.
@NullMarked
package dev.coder.cli.terminal;

import org.jspecify.annotations.NullMarked;
