/// The whole product from outside: the real CLI process, the real agent process, a scripted model over real HTTP.
@NullMarked
package dev.coder.e2e;

import org.jspecify.annotations.NullMarked;
