/// What a shell is told so that it can complete `coder …`.
@NullMarked
package dev.coder.cli.completion;

import org.jspecify.annotations.NullMarked;
