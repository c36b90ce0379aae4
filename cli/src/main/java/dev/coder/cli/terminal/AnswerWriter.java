package dev.coder.cli.terminal;

import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.protocol.LoggedEvent;
import org.jspecify.annotations.Nullable;

/// Writes the answer to standard output, in one of the forms of `--output`. The caller keeps threads apart.
interface AnswerWriter {

    void event(LoggedEvent event);

    /// @param callId the call in whose result something was hidden; null for the prompt
    default void hid(@Nullable String callId, String sentence) {}

    void turnEnded(TurnOutcome outcome);
}
