package dev.coder.cli.setup;

import java.util.function.Consumer;
import org.jline.terminal.Terminal;

/// The ways to ask.
public final class Asked {

    private Asked() {}

    /// @param out gets what is said
    public static Questions byNobody(Consumer<String> out) {
        return new Presets(out);
    }

    /// Numbered questions, for screen readers and simple terminals.
    public static Questions inLines(Terminal terminal) {
        return new PlainQuestions(terminal);
    }

    public static Questions withKeys(Terminal terminal, boolean colour) {
        return new KeyQuestions(terminal, colour);
    }
}
