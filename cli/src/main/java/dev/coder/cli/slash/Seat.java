package dev.coder.cli.slash;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.OpenSession;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/// Where the user sits: what a command can show, ask and set going. A command is its only user while it runs; nothing
/// of it is called on the thread that draws.
public interface Seat {

    /// Lines into the scrollback.
    void say(List<AttributedString> lines);

    /// One sentence beside the conversation.
    void notice(String sentence);

    /// Has the user choose, with the arrow keys and by typing parts of a label.
    ///
    /// @return empty when they did not want to
    <T> Optional<T> pick(String title, List<Choice<T>> choices) throws InterruptedException;

    /// @return empty when they did not want to answer
    Optional<String> askLine(String question) throws InterruptedException;

    /// The present session, executed by this Coder.
    OpenSession session();

    Conversation conversation();

    /// Goes to another session and closes the present one. What is unfinished in it is gone on with.
    ///
    /// @param session one that this Coder executes
    void move(OpenSession session) throws InterruptedException;

    /// Starts a turn; returns at once.
    void turn(TurnAction action);

    void clearScreen();

    /// Ends Coder when the command has returned.
    void quit();

    /// In columns.
    int width();
}
