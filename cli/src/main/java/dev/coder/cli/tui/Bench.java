package dev.coder.cli.tui;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.Spend;
import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.cli.slash.SlashCommand;
import dev.coder.protocol.LoggedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a conversation is held with; all of it may wait for the agent.
public interface Bench {

    /// Makes a bench, when the first frame is on the screen already.
    @FunctionalInterface
    interface Opening {

        /// @param screen   where the conversation is shown
        /// @param approver who is asked
        Bench open(Screen screen, Approver approver) throws InterruptedException, IOException;
    }

    /// Opens the session that the user wants.
    OpenSession session() throws InterruptedException, IOException;

    Conversation conversation(OpenSession session, OpenSession.Claim claim);

    /// Shows the turn that another Coder executes.
    TurnOutcome watch(OpenSession session) throws InterruptedException;

    /// What was said and done in a session before now.
    List<LoggedEvent> past(OpenSession session) throws InterruptedException;

    /// What is counted of a session, from its beginning on.
    Spend spend(OpenSession session) throws InterruptedException;

    /// What the user has to know before the first turn.
    List<String> notices();

    List<SlashCommand> commands();

    SecretFirewall firewall();

    /// The projects.
    List<Path> roots();

    /// The approval mode in force.
    String mode();

    /// Goes to the next approval mode.
    ///
    /// @return it
    String nextMode();
}
