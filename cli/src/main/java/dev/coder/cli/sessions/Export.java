package dev.coder.cli.sessions;

import dev.coder.cli.sessions.Story.Piece;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.SessionState;
import dev.coder.protocol.ToolResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// A session as a text that others can read: what the agent has of it, in which secrets are hidden already.
public record Export(SessionState session, List<LoggedEvent> events) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int RESULT_LINES = 200;

    /// The forms of an export.
    public enum Form {
        /// Markdown, for people.
        MD,
        /// One object: the session and its events.
        JSON,
        /// One event a line.
        JSONL;

        /// The ending of a file of this form.
        public String ending() {
            return "." + name().toLowerCase(Locale.ROOT);
        }
    }

    public String text(Form form) {
        return switch (form) {
            case MD -> markdown();
            case JSON ->
                "{\"session\":" + ProtocolJson.write(session) + ",\"events\":["
                        + events.stream().map(ProtocolJson::writeEvent).collect(Collectors.joining(",\n")) + "]}\n";
            case JSONL ->
                events.stream()
                        .map(event -> ProtocolJson.writeEvent(event) + "\n")
                        .collect(Collectors.joining());
        };
    }

    private String markdown() {
        var text = new StringBuilder("# " + title() + "\n\n");
        text.append("Session `").append(session.sessionId()).append("`, ").append(session.model());
        text.append(", begun ").append(time(session.createdAt()));
        text.append(", last active ").append(time(session.lastActiveAt())).append("\n");
        if (session.goal() != null) {
            text.append("\nGoal: ").append(session.goal()).append("\n");
        }
        for (var turn : Story.of(events).turns()) {
            text.append("\n## Turn ").append(turn.number());
            text.append(turn.end().equals("completed") ? "" : " (" + turn.end() + ")")
                    .append("\n");
            turn.pieces().forEach(piece -> text.append("\n").append(markdown(piece)));
        }
        return text.toString();
    }

    private String title() {
        var title = Objects.requireNonNullElse(session.title(), "");
        return title.isBlank() ? "Session" : title.replace('\n', ' ');
    }

    private static String time(long seconds) {
        return TIME.format(Instant.ofEpochSecond(seconds));
    }

    private static String markdown(Piece piece) {
        return switch (piece) {
            case Piece.Asked(var text) -> quoted(text);
            case Piece.Thought(var text) -> "*Thinking:* " + text.strip() + "\n";
            case Piece.Said(var text) -> text.strip() + "\n";
            case Piece.SummedUp(var summary) -> "*Summed up so far:*\n\n" + quoted(summary);
            case Piece.Did(var call, var result) ->
                "**" + call.toolName() + "**\n\n"
                        + fenced("json", call.parameters().text()) + (result == null ? "" : "\n" + outcome(result));
        };
    }

    private static String outcome(ToolResult result) {
        var output = result.result() == null
                ? ""
                : result.result().content().stream().map(Export::text).collect(Collectors.joining("\n"));
        var error = result.error() == null ? "" : "Failed: " + result.error() + "\n";
        return error + (output.isBlank() ? "" : (error.isEmpty() ? "" : "\n") + fenced("", cut(output)));
    }

    private static String text(Content content) {
        return switch (content) {
            case Content.Text(var text) -> text;
            case Content.Image(var mediaType, var data) -> "[" + mediaType + ", " + data.length() * 3 / 4 + " bytes]";
        };
    }

    private static String cut(String output) {
        var lines = output.lines().toList();
        return lines.size() <= RESULT_LINES
                ? output
                : String.join("\n", lines.subList(0, RESULT_LINES)) + "\n… " + (lines.size() - RESULT_LINES)
                        + " more lines";
    }

    private static String quoted(String text) {
        return text.strip().lines().map(line -> ("> " + line).strip() + "\n").collect(Collectors.joining());
    }

    /// A fence that the text itself does not close.
    private static String fenced(String language, String text) {
        var fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + language + "\n" + text.stripTrailing() + "\n" + fence + "\n";
    }
}
