/// The user's side: what can be typed after `coder`, and how the parts are put together.
@NullMarked
package dev.coder.cli;

import org.jspecify.annotations.NullMarked;
