package dev.coder.agent.session;

import java.util.stream.IntStream;

/// A piece of a text around a word, in one line.
final class Snippet {

    private static final int AROUND = 60;

    private Snippet() {}

    static String of(String text, String word) {
        var line = text.replaceAll("\\s+", " ").strip();
        var at = IntStream.rangeClosed(0, line.length() - word.length())
                .filter(i -> line.regionMatches(true, i, word, 0, word.length()))
                .findFirst()
                .orElse(0);
        var start = whole(line, Math.max(0, at - AROUND));
        var end = whole(line, Math.min(line.length(), at + word.length() + AROUND));
        return (start > 0 ? "…" : "") + line.substring(start, end).strip() + (end < line.length() ? "…" : "");
    }

    /// Not within a character that takes two.
    private static int whole(String line, int index) {
        var within = index > 0 && index < line.length() && Character.isLowSurrogate(line.charAt(index));
        return within ? index - 1 : index;
    }
}
