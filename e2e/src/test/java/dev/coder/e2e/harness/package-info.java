/// Starts, stops, kills and cuts the real parts, and reads what is left of them.
@NullMarked
package dev.coder.e2e.harness;

import org.jspecify.annotations.NullMarked;
