/// What the tests of all modules share: which programs a test needs beside the base system.
@NullMarked
package dev.coder.testing;

import org.jspecify.annotations.NullMarked;
