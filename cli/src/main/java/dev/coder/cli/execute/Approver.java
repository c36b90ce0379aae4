package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import dev.coder.plugin.UserQuestion;
import java.util.List;
import java.util.Optional;

/// Asks the user whether a call may run. Asked from any thread, by one at a time.
@FunctionalInterface
public interface Approver {

    /// What the user has to know to decide.
    ///
    /// @param title   the call in one line
    /// @param preview what would change, line by line; may be empty
    /// @param reason  why the policy asks
    record Question(String toolName, String title, List<Effect> effects, String preview, String reason) {}

    enum Answer {
        YES,
        NO,
        /// Yes, and whenever exactly this comes again in this run.
        ALWAYS,
        /// There is nobody to ask.
        NOBODY
    }

    Answer ask(Question question) throws InterruptedException;

    /// Puts a question of the model to the user.
    ///
    /// @return empty when there is nobody to ask
    default Optional<String> answer(UserQuestion question) throws InterruptedException {
        return Optional.empty();
    }

    /// For runs without a terminal.
    Approver NOBODY = _ -> Answer.NOBODY;
}
