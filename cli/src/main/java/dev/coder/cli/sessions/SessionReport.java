package dev.coder.cli.sessions;

import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.SessionAnswers.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How a session stands, and what was asked and answered in it, as lines for people.
public record SessionReport(SessionState session, Story story) {

    public static SessionReport of(SessionState session, List<LoggedEvent> events) {
        return new SessionReport(session, Story.of(events));
    }

    public List<String> lines() {
        var line = new SessionLine(session, Instant.now());
        var lines = new ArrayList<String>();
        lines.add(line.title());
        add(lines, "id", session.sessionId().value());
        add(lines, "model", session.model());
        add(lines, "state", line.state());
        add(lines, "active", line.age().equals("now") ? "now" : line.age() + " ago");
        var workspace = session.workspace();
        add(
                lines,
                "projects",
                workspace == null
                        ? ""
                        : String.join(", ", Objects.requireNonNullElse(workspace.roots(), List.<String>of())));
        add(lines, "goal", Objects.requireNonNullElse(session.goal(), ""));
        add(lines, "turns", Integer.toString(story.turns().size()));
        story.turns().forEach(turn -> add(lines, turn));
        return lines;
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isBlank()) {
            lines.add("%-9s %s".formatted(name, value));
        }
    }

    private static void add(List<String> lines, Story.Turn turn) {
        lines.add("");
        lines.add("Turn " + turn.number() + (turn.end().equals("completed") ? "" : " (" + turn.end() + ")"));
        turn.prompt().lines().forEach(line -> lines.add("> " + line));
        for (var piece : turn.pieces()) {
            if (piece instanceof Story.Piece.Did(var call, var result)) {
                lines.add("  * " + call.toolName() + (result == null || result.success() ? "" : " (failed)"));
            } else if (piece instanceof Story.Piece.Said(var text)) {
                text.strip().lines().forEach(line -> lines.add("  " + line));
            } else if (piece instanceof Story.Piece.SummedUp) {
                lines.add("  (the conversation up to here was summed up)");
            }
        }
    }
}
