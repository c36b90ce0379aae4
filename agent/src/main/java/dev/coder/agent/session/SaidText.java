package dev.coder.agent.session;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The words of a session that can be searched for: its title, and what its user and its model said. Kept folded to
/// lower case, because SQLite folds no more than ASCII.
final class SaidText {

    /// Where the title stands.
    static final long TITLE = 0;

    private SaidText() {}

    static Optional<String> of(AgentEvent event) {
        return switch (event) {
            case AgentEvent.UserMessage message -> words(message.content());
            case AgentEvent.SteerAccepted steer -> words(steer.content());
            case AgentEvent.MessageCompleted message -> words(message.content());
            default -> Optional.empty();
        };
    }

    private static Optional<String> words(List<Content> content) {
        var text = content.stream()
                .map(part -> part instanceof Content.Text(var words) ? words : "")
                .collect(Collectors.joining("\n"));
        return Optional.of(text).filter(words -> !words.isBlank());
    }

    /// Without the difference between upper and lower case: `ß` is `ss` then, as it is in upper case.
    static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    static void keep(Handle handle, String sessionId, LoggedEvent logged) {
        of(logged.event()).ifPresent(words -> insert(handle, sessionId, logged.seq(), words));
    }

    static void keepTitle(Handle handle, String sessionId, String title) {
        handle.execute("delete from session_text where session_id = ? and seq = ?", sessionId, TITLE);
        insert(handle, sessionId, TITLE, title);
    }

    private static void insert(Handle handle, String sessionId, long seq, String words) {
        handle.execute(
                "insert into session_text (session_id, seq, folded) values (?, ?, ?)", sessionId, seq, folded(words));
    }
}
