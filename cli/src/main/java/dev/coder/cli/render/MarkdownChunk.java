package dev.coder.cli.render;

import java.util.regex.Pattern;

/// Lines of Markdown that have to be read together: a paragraph, a table, a quote, or one item of a list. Used by one
/// thread.
final class MarkdownChunk {

    enum Kind {
        NONE,
        PARAGRAPH,
        QUOTE,
        ITEM,
        INDENTED,
        OTHER
    }

    private static final Pattern NUMBER = Pattern.compile(" ?(\\d{1,9})[.)]");
    private static final int INDENTED = 4;
    private static final int WITHIN_ITEM = 2;

    private final StringBuilder text = new StringBuilder();
    private Kind kind = Kind.NONE;
    private String marker = "";
    private int number = -1;
    private boolean tight;
    private boolean follows;

    static Kind kind(String line) {
        if (indent(line) >= INDENTED) {
            return Kind.INDENTED;
        }
        return switch (line.strip().charAt(0)) {
            case '>' -> Kind.QUOTE;
            case '|', '<' -> Kind.OTHER;
            default -> Kind.PARAGRAPH;
        };
    }

    private static int indent(String line) {
        var blanks = line.substring(0, line.length() - line.stripLeading().length());
        return blanks.replace("\t", " ".repeat(INDENTED)).length();
    }

    /// Whether a line that is not blank belongs to what is there.
    boolean takes(String line, boolean afterBlank) {
        return switch (kind) {
            case NONE -> false;
            case ITEM -> !afterBlank || indent(line) >= WITHIN_ITEM;
            case INDENTED -> indent(line) >= INDENTED;
            case PARAGRAPH, QUOTE, OTHER -> !afterBlank;
        };
    }

    boolean isParagraph() {
        return kind == Kind.PARAGRAPH;
    }

    boolean isListOf(String marker) {
        return kind == Kind.ITEM && this.marker.equals(marker);
    }

    void start(String line, Kind kind) {
        this.kind = kind;
        marker = "";
        number = -1;
        tight = false;
        text.append(line);
    }

    /// The next item goes on with the list of this one.
    void follow(boolean follows, boolean tight) {
        this.follows = follows;
        this.tight = follows && tight;
    }

    void startItem(String line, String marker) {
        kind = Kind.ITEM;
        this.marker = marker;
        var written = NUMBER.matcher(line);
        if (!written.lookingAt()) {
            number = -1;
        } else {
            number = follows && number >= 0 ? number + 1 : Integer.parseInt(written.group(1));
        }
        text.append(line);
    }

    void add(String line) {
        text.append('\n').append(line);
    }

    void blank() {
        if (kind != Kind.NONE) {
            text.append('\n');
        }
    }

    /// Rendered: what comes next starts anew, but may go on with the list.
    void end() {
        text.setLength(0);
        kind = Kind.NONE;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    /// Of the item, where the list is numbered; else negative.
    int number() {
        return number;
    }

    /// Whether no blank line goes before it.
    boolean isTight() {
        return tight;
    }

    void copy(MarkdownChunk other) {
        text.append(other.text);
        kind = other.kind;
        marker = other.marker;
        number = other.number;
        tight = other.tight;
        follows = other.follows;
    }
}
