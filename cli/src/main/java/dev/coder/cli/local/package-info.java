/// The agent in the background of this machine.
@NullMarked
package dev.coder.cli.local;

import org.jspecify.annotations.NullMarked;
