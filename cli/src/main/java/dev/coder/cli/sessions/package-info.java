/// The sessions of a user: found, listed, looked at, written to a file, removed.
@NullMarked
package dev.coder.cli.sessions;

import org.jspecify.annotations.NullMarked;
