package dev.coder.cli.tui;

import java.util.List;
import org.jline.utils.AttributedString;

/// Something that the user has to answer before they type on. Used with the board's lock held.
interface Dialog {

    /// @param rows  how many lines there is room for
    /// @param ready whether keys count by now; until then no key is named
    Frame frame(int width, int rows, boolean ready);

    /// @return whether it is answered
    boolean key(Key key);

    /// Whether it comes by itself, so that keys may be meant for something else.
    boolean unexpected();

    /// What goes into the scrollback when it is answered.
    List<AttributedString> trace();
}
