package dev.coder.cli.execute;

import dev.coder.protocol.Content;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the journal: what this machine has done for a session.
public sealed interface JournalEntry {

    /// Whose session it is: what follows is for this agent only.
    ///
    /// @param origin as the agent's address gives it
    record Agent(String origin) implements JournalEntry {}

    /// Under which name this machine is the session's executor from here on.
    ///
    /// @param epoch      of the claim; 0 while it is not granted yet
    /// @param unsureUpTo calls that were wished for up to this place in the log may have been started elsewhere
    record Client(String clientId, long epoch, long unsureUpTo) implements JournalEntry {}

    /// A prompt is about to be sent; the same key is used however often that takes.
    record Asked(String requestKey, List<Content> prompt) implements JournalEntry {
        public Asked {
            prompt = List.copyOf(prompt);
        }
    }

    /// The agent refused the prompt: it is not to be sent again.
    record Withdrawn(String requestKey) implements JournalEntry {}

    /// The agent has taken the prompt.
    ///
    /// @param seq of `turn.started`
    record TurnBegan(String turnId, long seq) implements JournalEntry {}

    /// The agent wants this call.
    record Received(ToolCall call) implements JournalEntry {}

    /// The call is allowed and begins at this moment.
    ///
    /// @param evidence by which its tool can tell later whether it happened
    /// @param edited   the parameters it runs with, where the user changed them
    record Started(String callId, String evidence, @Nullable RawJson edited) implements JournalEntry {

        public Started(String callId, String evidence) {
            this(callId, evidence, null);
        }
    }

    /// The call has its answer.
    record Finished(ToolResult toolResult) implements JournalEntry {}

    /// The agent has the answers.
    ///
    /// @param seq the last durable event that was applied
    record Acked(List<String> callIds, long seq) implements JournalEntry {}

    /// The user has ended this turn, or the prompt that has not become one: no call of it begins any more.
    ///
    /// @param id of the turn, else the request key of the prompt
    record Cancelled(String id) implements JournalEntry {}

    /// @param seq of the turn's last event
    record TurnEnded(String turnId, long seq) implements JournalEntry {}
}
