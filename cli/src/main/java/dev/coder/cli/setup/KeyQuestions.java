package dev.coder.cli.setup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/// Questions that are answered with arrow keys; numbers and first letters work as well. Esc and Ctrl-C leave.
final class KeyQuestions implements Questions {

    private static final long ESCAPE_MILLIS = 150;
    private static final char BULLET = '\u2022';

    private enum Key {
        UP,
        DOWN,
        ENTER,
        BACK,
        CLEAR,
        LEAVE,
        CHARACTER
    }

    private final Terminal terminal;
    private final boolean colour;
    private final BindingReader reader;
    private final KeyMap<Key> keys = new KeyMap<>();

    KeyQuestions(Terminal terminal, boolean colour) {
        this.terminal = terminal;
        this.colour = colour;
        this.reader = new BindingReader(terminal.reader());
        keys.setAmbiguousTimeout(ESCAPE_MILLIS);
        keys.setNomatch(Key.CHARACTER);
        keys.setUnicode(Key.CHARACTER);
        keys.bind(Key.UP, KeyMap.key(terminal, Capability.key_up), "\u001b[A", "\u001bOA", KeyMap.ctrl('P'));
        keys.bind(Key.DOWN, KeyMap.key(terminal, Capability.key_down), "\u001b[B", "\u001bOB", KeyMap.ctrl('N'), "\t");
        keys.bind(Key.ENTER, "\r", "\n");
        keys.bind(Key.BACK, "\u007f", "\b");
        keys.bind(Key.CLEAR, KeyMap.ctrl('U'));
        keys.bind(Key.LEAVE, "\u001b", KeyMap.ctrl('C'), KeyMap.ctrl('D'));
        for (var c = ' '; c < 127; c++) {
            keys.bind(Key.CHARACTER, String.valueOf(c));
        }
    }

    @Override
    public <T> T choose(String question, List<Choice<T>> choices, T preset) {
        var at = IntStream.range(0, choices.size())
                .filter(i -> choices.get(i).value().equals(preset))
                .findFirst()
                .orElse(0);
        return raw(() -> chosen(question, choices, at));
    }

    private <T> T chosen(String question, List<Choice<T>> choices, int preset) {
        var at = preset;
        while (true) {
            draw(question, choices, at);
            var key = read();
            erase(choices.size() + 1);
            switch (key) {
                case UP -> at = (at + choices.size() - 1) % choices.size();
                case DOWN -> at = (at + 1) % choices.size();
                case ENTER -> {
                    return answered(question, choices.get(at));
                }
                case CHARACTER -> {
                    var named = named(choices, reader.getLastBinding(), at);
                    if (Character.isDigit(reader.getLastBinding().charAt(0)) && named >= 0) {
                        return answered(question, choices.get(named));
                    }
                    at = named < 0 ? at : named;
                }
                case BACK, CLEAR -> {}
                case LEAVE -> throw PlainQuestions.left();
            }
        }
    }

    /// The choice of that number, or the next one of that first letter.
    private static <T> int named(List<Choice<T>> choices, String key, int at) {
        if (key.matches("[1-9]") && Integer.parseInt(key) <= choices.size()) {
            return Integer.parseInt(key) - 1;
        }
        return IntStream.rangeClosed(1, choices.size())
                .map(step -> (at + step) % choices.size())
                .filter(i -> choices.get(i).label().toLowerCase(Locale.ROOT).startsWith(key.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(-1);
    }

    private <T> T answered(String question, Choice<T> choice) {
        print(styled(question, AttributedStyle.BOLD), " " + choice.label());
        return choice.value();
    }

    private <T> void draw(String question, List<Choice<T>> choices, int at) {
        print(styled(question, AttributedStyle.BOLD), "");
        for (var i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            var label = (i == at ? "> " : "  ") + (i + 1) + ". " + choice.label();
            var hint = choice.hint().isEmpty() ? "" : "  " + choice.hint();
            print(
                    styled(
                            label,
                            i == at
                                    ? AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN)
                                    : AttributedStyle.DEFAULT),
                    hint);
        }
        terminal.flush();
    }

    @Override
    public String line(String question, String preset) {
        var answer = raw(() -> typed(question + (preset.isEmpty() ? "" : " [" + preset + "]"), false));
        return answer.isEmpty() ? preset : answer;
    }

    @Override
    public Optional<String> secret(String question) {
        return Optional.of(raw(() -> typed(question, true))).filter(answer -> !answer.isEmpty());
    }

    private String typed(String question, boolean hidden) {
        var text = new StringBuilder();
        var prompt = prompt(question);
        while (true) {
            var shown = hidden ? String.valueOf(BULLET).repeat(Math.min(text.length(), 12)) : text.toString();
            terminal.writer().print("\r\u001b[K" + line(prompt, end(shown, width() - prompt.columnLength())));
            terminal.flush();
            switch (read()) {
                case ENTER -> {
                    terminal.writer().print("\r\n");
                    return text.toString().strip();
                }
                case BACK -> text.setLength(Math.max(0, text.length() - 1));
                case CLEAR -> text.setLength(0);
                case LEAVE -> {
                    terminal.writer().print("\r\n");
                    throw PlainQuestions.left();
                }
                case CHARACTER -> text.append(reader.getLastBinding().replaceAll("\\p{Cntrl}", ""));
                case UP, DOWN -> {}
            }
        }
    }

    /// A question that leaves little room beside it gets a line of its own.
    private AttributedString prompt(String question) {
        var whole = styled(question + ": ", AttributedStyle.BOLD);
        if (whole.columnLength() <= width() * 2 / 3) {
            return whole;
        }
        say(styled(question + ":", AttributedStyle.BOLD).toAnsi(terminal));
        return new AttributedString("> ");
    }

    /// As much of the end as there is room for: it is what is being typed.
    private static String end(String text, int room) {
        var whole = new AttributedString(text);
        var length = whole.columnLength();
        return whole.columnSubSequence(Math.max(0, length - room), length).toString();
    }

    private Key read() {
        var key = reader.readBinding(keys);
        if (key == null) {
            throw PlainQuestions.left();
        }
        return key;
    }

    private interface Asked<T> {
        T answer();
    }

    /// Keys come one by one, Ctrl-C as a key.
    private <T> T raw(Asked<T> asked) {
        var before = terminal.enterRawMode();
        try {
            var attributes = terminal.getAttributes();
            attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false);
            terminal.setAttributes(attributes);
            return asked.answer();
        } finally {
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    private void erase(int lines) {
        terminal.writer().print("\u001b[" + lines + "A\r\u001b[J");
    }

    @Override
    public void say(String line) {
        terminal.writer().print(line + "\r\n");
        terminal.flush();
    }

    private void print(AttributedString first, String rest) {
        terminal.writer().print(line(first, rest) + "\r\n");
        terminal.flush();
    }

    /// Cut to the terminal's width: what wraps could not be taken back.
    private String line(AttributedString first, String rest) {
        var whole = new AttributedStringBuilder()
                .append(first)
                .append(rest, AttributedStyle.DEFAULT)
                .toAttributedString();
        return whole.columnSubSequence(0, width()).toAnsi(terminal);
    }

    private int width() {
        return terminal.getColumns() > 1 ? terminal.getColumns() - 1 : 79;
    }

    private AttributedString styled(String text, AttributedStyle style) {
        return new AttributedString(text, colour ? style : AttributedStyle.DEFAULT);
    }
}
