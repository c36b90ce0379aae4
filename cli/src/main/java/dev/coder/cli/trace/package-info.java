/// What the CLI did, for those who want to look into it: the debug log, traces of sessions, and how they are read.
@NullMarked
package dev.coder.cli.trace;

import org.jspecify.annotations.NullMarked;
