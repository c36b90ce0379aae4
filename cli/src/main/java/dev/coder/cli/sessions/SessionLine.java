package dev.coder.cli.sessions;

import dev.coder.cli.terminal.PlainText;
import dev.coder.protocol.SessionAnswers.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jline.utils.AttributedString;

/// One session as one line of a list.
///
/// @param now when it is looked at
public record SessionLine(SessionState session, Instant now) {

    private static final int ID = 8;
    private static final int MODEL = 24;

    /// The head of the list.
    public static String head(int width) {
        return fitted(columns("ID", "AGE", "STATE", "MODEL", "TITLE"), width);
    }

    /// At most so many columns wide.
    public String text(int width) {
        return fitted(columns(shortId(), age(), state(), model(), title()), width);
    }

    private static String columns(String id, String age, String state, String model, String title) {
        return padded(id, ID) + "  " + padded(age, 6) + "  " + padded(state, 8) + "  " + padded(model, MODEL) + "  "
                + title;
    }

    /// The end of its id, by which it can be named.
    public String shortId() {
        var id = session.sessionId().value();
        return id.length() <= ID ? id : id.substring(id.length() - ID);
    }

    /// Since something last happened in it.
    public String age() {
        var time = Duration.between(Instant.ofEpochSecond(session.lastActiveAt()), now);
        if (time.toMinutes() < 1) {
            return "now";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min";
        }
        return time.toDays() < 1 ? time.toHours() + " h" : time.toDays() + " d";
    }

    public String title() {
        var title = Objects.requireNonNullElse(session.title(), "");
        return title.isBlank() ? "(nothing asked yet)" : PlainText.show(title);
    }

    /// What it waits for, in a word.
    public String state() {
        return switch (session.status()) {
            case "requires_action" -> "waiting";
            case "suspended" -> "idle";
            default -> session.status();
        };
    }

    private String model() {
        var model = session.model();
        return model.length() <= MODEL ? model : "…" + model.substring(model.length() - MODEL + 1);
    }

    /// For a picker: what there is to know beside the title.
    public String hint() {
        return List.of(age(), state(), session.model(), shortId()).stream()
                .reduce((one, other) -> one + " · " + other)
                .orElse("");
    }

    private static String padded(String text, int width) {
        var line = new AttributedString(text);
        return text + " ".repeat(Math.max(0, width - line.columnLength()));
    }

    private static String fitted(String text, int width) {
        var line = new AttributedString(text);
        return line.columnLength() <= width
                ? text.stripTrailing()
                : line.columnSubSequence(0, Math.max(1, width - 1)) + "…";
    }
}
