/// The live terminal of a conversation: drawn inline below the scrollback, by one painter, whatever happens elsewhere.
@NullMarked
package dev.coder.cli.tui;

import org.jspecify.annotations.NullMarked;
