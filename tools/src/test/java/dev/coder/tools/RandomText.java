package dev.coder.tools;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Texts that are hard to edit: short lines that repeat, blanks, typographic characters, all line ends, many charsets.
final class RandomText {

    private static final List<String> WORDS =
            List.of("a", "b", "ab", "", "x y", "\tf()", "    f()", "}", "(“q”) – ‘z’", "é");
    private static final List<String> BLANKS = List.of("", "", "", " ", "\t ", "  ");
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");
    private static final List<String> CHARSETS =
            List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "ISO-8859-1", "windows-1252", "GBK", "ASCII");

    private final Random random;

    RandomText(long seed) {
        random = new Random(seed);
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String word() {
        return one(List.of("new", "n e w", "1"));
    }

    String lineEnd() {
        return one(LINE_ENDS);
    }

    /// Lines with their ends, which may be of several kinds; the last may have none.
    List<String> lines() {
        var mixed = random.nextInt(3) == 0;
        var usual = lineEnd();
        var lines = new ArrayList<String>();
        for (var count = 1 + upTo(12); lines.size() < count; ) {
            lines.add(one(WORDS) + one(BLANKS) + (mixed ? lineEnd() : usual));
        }
        if (random.nextInt(4) == 0) {
            lines.set(lines.size() - 1, one(WORDS) + "z");
        }
        return withoutSplitEnds(lines);
    }

    /// A line that ends with CR and an empty line that ends with LF would be one line.
    private static List<String> withoutSplitEnds(List<String> lines) {
        for (var i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).endsWith("\r") && lines.get(i).startsWith("\n")) {
                lines.set(i, "-" + lines.get(i));
            }
        }
        return lines;
    }

    String text() {
        return String.join("", lines());
    }

    /// Some text in some charset, Unicode with its mark.
    byte[] bytes() {
        var charset = Charset.forName(one(CHARSETS));
        var mark = charset.name().startsWith("UTF-") && (charset.name().length() > 5 || random.nextBoolean());
        return ((mark ? "\uFEFF" : "") + text()).getBytes(charset);
    }

    /// Lines without ends; the last is not empty.
    List<String> plainLines() {
        var lines = new ArrayList<String>();
        for (var count = upTo(12); lines.size() < count; ) {
            lines.add(one(WORDS));
        }
        lines.add("z");
        return lines;
    }

    /// The same lines with some taken out, put in or exchanged, but not the last.
    List<String> changed(List<String> lines) {
        var changed = new ArrayList<String>();
        for (var line : lines.subList(0, lines.size() - 1)) {
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> changed.addAll(List.of(line, one(WORDS)));
                case 2 -> changed.add(one(WORDS) + "2");
                default -> changed.add(line);
            }
        }
        changed.add(random.nextInt(4) == 0 ? "zz" : "z");
        return changed;
    }

    /// Lines that are like those of a patch.
    String patchLines() {
        var text = new StringBuilder();
        IntStream.range(0, upTo(8))
                .forEach(_ -> text.append(one(List.of("@@", "@@ ", "+", "-", " ", " ", "***", "")))
                        .append(one(WORDS))
                        .append('\n'));
        return text.toString();
    }
}
