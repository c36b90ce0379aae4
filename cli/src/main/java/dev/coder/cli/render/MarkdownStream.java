package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;

/// Markdown that comes in pieces, as lines of a terminal. A line that was given out never changes: paragraphs are final
/// when they end, items of a list when the next one begins, code line by line. However the text is cut into pieces, the
/// lines are the same. Takes time in proportion to the text. Used by one thread.
public final class MarkdownStream {

    /// A line, and a paragraph, of more characters is taken for several: nothing is kept back for long.
    private static final int LONGEST = 4096;

    private static final Pattern FENCE = Pattern.compile("( ?)(`{3,}|~{3,})([^`]*)");
    private static final Pattern HEADING = Pattern.compile(" ?#{1,6}(?:[ \t].*)?");
    private static final Pattern ITEM = Pattern.compile(" ?(?:([-*+])|(\\d{1,9})([.)]))(?:[ \t].*)?");

    private final Theme theme;
    private final int width;
    private final StringBuilder line = new StringBuilder();
    private final MarkdownChunk chunk = new MarkdownChunk();
    private FencedCode fence = FencedCode.NONE;
    private List<AttributedString> out = new ArrayList<>();
    private boolean begun;
    private boolean blankBefore;

    public MarkdownStream(Theme theme, int width) {
        this.theme = theme;
        this.width = Math.max(8, width);
    }

    /// The lines of a whole text.
    public static List<AttributedString> lines(String markdown, Theme theme, int width) {
        var stream = new MarkdownStream(theme, width);
        var lines = new ArrayList<>(stream.add(markdown));
        lines.addAll(stream.end());
        return lines;
    }

    /// Takes the next piece.
    ///
    /// @return the lines that are final with it
    public List<AttributedString> add(String delta) {
        var from = 0;
        for (var i = 0; i < delta.length(); i++) {
            if (delta.charAt(i) == '\n') {
                line.append(delta, from, i);
                from = i + 1;
                breakLongLine();
                finishLine();
            }
        }
        line.append(delta, from, delta.length());
        breakLongLine();
        return taken();
    }

    private List<AttributedString> taken() {
        var taken = out;
        out = new ArrayList<>();
        return taken;
    }

    private void breakLongLine() {
        while (line.length() > LONGEST) {
            var blank = line.lastIndexOf(" ", LONGEST);
            var cut = blank > LONGEST / 2 ? blank : LONGEST;
            cut -= Character.isHighSurrogate(line.charAt(cut - 1)) ? 1 : 0;
            var rest = line.substring(cut);
            line.setLength(cut);
            finishLine();
            line.append(rest);
        }
    }

    private void finishLine() {
        var text = line.toString().replace("\r", "");
        line.setLength(0);
        if (fence.isOpen()) {
            code(text);
        } else if (text.isBlank()) {
            blankBefore = true;
            chunk.blank();
        } else {
            prose(text);
        }
    }

    private void code(String text) {
        if (fence.isEndedBy(text)) {
            fence = FencedCode.NONE;
        } else {
            out.addAll(fence.lines(text));
        }
    }

    private void prose(String text) {
        var opening = FENCE.matcher(text);
        if (opening.matches()) {
            flush();
            separate();
            fence = FencedCode.open(theme, width, opening);
        } else if (HEADING.matcher(text).matches() || (isRule(text) && !chunk.isParagraph())) {
            flush();
            chunk.start(text, MarkdownChunk.Kind.OTHER);
            flush();
        } else {
            body(text);
        }
        blankBefore = false;
    }

    private static boolean isRule(String text) {
        var bare = text.replaceAll("[ \t]", "");
        return bare.length() >= 3
                && "*-_".indexOf(bare.charAt(0)) >= 0
                && text.indexOf(bare.charAt(0)) < 2
                && bare.chars().allMatch(c -> c == bare.charAt(0));
    }

    private void body(String text) {
        if (ITEM.matcher(text).matches() && (!chunk.isParagraph() || blankBefore || interrupts(text))) {
            var follows = chunk.isListOf(marker(text));
            flushItem(follows);
            chunk.startItem(text, marker(text));
        } else if (chunk.takes(text, blankBefore)) {
            chunk.add(text);
        } else {
            flush();
            chunk.start(text, MarkdownChunk.kind(text));
        }
        if (chunk.length() > LONGEST) {
            flush();
        }
    }

    /// Whether an item may begin on the line after one of a paragraph: where it has words, and the first number.
    private static boolean interrupts(String item) {
        return item.strip().matches("(?:[-*+]|1[.)])[ \t].*");
    }

    private static String marker(String text) {
        var item = ITEM.matcher(text);
        return item.matches() ? item.group(1) == null ? item.group(3) : item.group(1) : "";
    }

    private void flushItem(boolean follows) {
        var loose = blankBefore;
        flush();
        chunk.follow(follows, !loose);
    }

    private void flush() {
        if (!chunk.isEmpty()) {
            out.addAll(rendered());
            begun = true;
            chunk.end();
        }
    }

    private List<AttributedString> rendered() {
        var lines = new ArrayList<AttributedString>();
        var body = MarkdownBlocks.lines(chunk.text(), chunk.number(), theme, width);
        if (begun && !chunk.isTight() && !body.isEmpty()) {
            lines.add(AttributedString.EMPTY);
        }
        lines.addAll(body);
        return lines;
    }

    private void separate() {
        if (begun) {
            out.add(AttributedString.EMPTY);
        }
        begun = true;
    }

    /// What is there of the part that is not final yet.
    public List<AttributedString> tail() {
        var ahead = new MarkdownStream(this);
        return ahead.end();
    }

    private MarkdownStream(MarkdownStream other) {
        this(other.theme, other.width);
        line.append(other.line);
        chunk.copy(other.chunk);
        fence = other.fence.copy();
        begun = other.begun;
        blankBefore = other.blankBefore;
    }

    /// The text ends here, whatever is open in it.
    ///
    /// @return the last lines
    public List<AttributedString> end() {
        if (!line.isEmpty()) {
            finishLine();
        }
        flush();
        return taken();
    }
}
