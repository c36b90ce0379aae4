package dev.coder.cli.slash;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.TurnOutcome;
import org.jspecify.annotations.Nullable;

/// What a command has the agent do: shown, cancelled and ended like any other turn.
@FunctionalInterface
public interface TurnAction {

    /// @return null when there was nothing to do
    @Nullable
    TurnOutcome run(Conversation conversation) throws InterruptedException;
}
