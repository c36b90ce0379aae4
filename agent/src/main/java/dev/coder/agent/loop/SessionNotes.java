package dev.coder.agent.loop;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changed about a session since its beginning, for the model: told with the next message of the user, because the
/// system prompt has to stay as it is. Another place matters to a turn in progress too: it is told before its next
/// model call. One owner.
final class SessionNotes {

    private final List<String> untold = new ArrayList<>();
    private @Nullable String untoldPlace;
    private @Nullable String goal;
    private @Nullable String place;

    void apply(AgentEvent.SessionUpdated updated) {
        if (updated.goal() != null) {
            goal = updated.goal().isBlank() ? null : goal(updated.goal());
            untold.add(goal == null ? note("The user has taken back the goal of this session.") : goal);
        }
        if (updated.workspace() != null) {
            place = note("The session goes on in another place. Folders that were named before may not exist here; "
                    + "from now on these hold:\n" + SystemPrompt.described(updated.workspace()));
            untoldPlace = place;
        }
    }

    private static String goal(String words) {
        return note("The user has set the goal of this session: " + words.strip()
                + "\nWork towards it with every message, and say so when it is reached.");
    }

    private static String note(String text) {
        return "<session>" + text + "</session>";
    }

    /// The message, after what the model has not been told yet.
    List<Content> before(List<Content> content) {
        var all = new ArrayList<>(urgent());
        untold.forEach(note -> all.add(new Content.Text(note)));
        all.addAll(content);
        urgentIsTold();
        untold.clear();
        return all;
    }

    /// What a turn in progress has to know before the model is called again; empty when there is nothing.
    List<Content> urgent() {
        return untoldPlace == null ? List.of() : List.of(new Content.Text(untoldPlace));
    }

    void urgentIsTold() {
        untoldPlace = null;
    }

    /// All that holds at this moment.
    List<String> present() {
        var present = new ArrayList<String>();
        if (place != null) {
            present.add(place);
        }
        if (goal != null) {
            present.add(goal);
        }
        return present;
    }
}
