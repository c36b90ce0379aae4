package dev.coder.agent.loop;

import dev.coder.agent.session.RefusedException;
import dev.coder.protocol.Content;
import java.util.List;
import java.util.stream.Collectors;

/// The titles of sessions: short, one line.
final class Titles {

    private static final int MADE = 80;
    private static final int GIVEN = 200;

    private Titles() {}

    /// Made of the first message.
    static String of(List<Content> content) {
        var words = content.stream()
                .map(part -> part instanceof Content.Text(var text) ? text : "")
                .collect(Collectors.joining(" "));
        var title = oneLine(words.strip().lines().findFirst().orElse(""), MADE);
        return title.isEmpty() ? "An image" : title;
    }

    /// Chosen by the user.
    static String given(String words) {
        var title = oneLine(words, GIVEN);
        if (title.isEmpty()) {
            throw RefusedException.of("invalid-request", 400, "The title is empty.", null);
        }
        return title;
    }

    private static String oneLine(String words, int most) {
        var line = words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + "…";
    }
}
