/// What a line that begins with `/` does.
@NullMarked
package dev.coder.cli.slash;

import org.jspecify.annotations.NullMarked;
