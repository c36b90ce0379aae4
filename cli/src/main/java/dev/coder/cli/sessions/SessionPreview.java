package dev.coder.cli.sessions;

import dev.coder.cli.terminal.PlainText;
import dev.coder.protocol.SessionAnswers.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// What a session was about, on a few lines: beside it in a picker, and before it is gone on with.
public record SessionPreview(SessionCatalog catalog, SessionState session) {

    private static final int TURNS = 6;
    private static final int ANSWER_LINES = 4;

    /// Its last turns.
    public List<AttributedString> lines(int width) throws InterruptedException {
        var story = Story.of(catalog.events(session.sessionId()));
        var lines = new ArrayList<AttributedString>();
        var workspace = session.workspace();
        var roots = workspace == null
                ? List.<String>of()
                : Objects.requireNonNullElse(workspace.roots(), List.<String>of());
        add(lines, String.join(", ", roots), width, AttributedStyle.DEFAULT.faint());
        add(
                lines,
                story.turns().size() + (story.turns().size() == 1 ? " turn" : " turns") + ", " + session.model(),
                width,
                AttributedStyle.DEFAULT.faint());
        var turns = story.turns();
        turns.subList(Math.max(0, turns.size() - TURNS), turns.size()).forEach(turn -> add(lines, turn, width));
        return lines;
    }

    private static void add(List<AttributedString> lines, Story.Turn turn, int width) {
        add(lines, "> " + firstLine(turn.prompt()), width, AttributedStyle.BOLD);
        if (turn.calls() > 0) {
            add(
                    lines,
                    "  " + turn.calls() + (turn.calls() == 1 ? " call" : " calls"),
                    width,
                    AttributedStyle.DEFAULT.faint());
        }
        turn.answer()
                .lines()
                .limit(ANSWER_LINES)
                .forEach(line -> add(lines, "  " + line, width, AttributedStyle.DEFAULT));
        if (!turn.end().equals("completed")) {
            add(lines, "  (" + turn.end() + ")", width, AttributedStyle.DEFAULT.faint());
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static void add(List<AttributedString> lines, String text, int width, AttributedStyle style) {
        if (!text.isBlank()) {
            var line = new AttributedString(PlainText.show(text), style);
            lines.add(line.columnLength() <= width ? line : line.columnSubSequence(0, width));
        }
    }
}
