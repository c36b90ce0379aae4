package dev.coder.cli.conversation;

import dev.coder.cli.execute.CallWatcher;
import dev.coder.protocol.LoggedEvent;

/// Shows a conversation as it goes. Called from several threads.
public interface Screen extends CallWatcher {

    /// Every event once, in order; live ones as they come.
    void event(LoggedEvent event);

    /// One sentence beside the conversation.
    void notice(String sentence);

    /// Something in the prompt was hidden from the agent.
    ///
    /// @param sentence for the user, without the values
    void promptHid(String sentence);

    void turnEnded(TurnOutcome outcome);
}
