/// The user's keys: where they are stored, what protects them, and to whom each may go.
@NullMarked
package dev.coder.cli.keys;

import org.jspecify.annotations.NullMarked;
