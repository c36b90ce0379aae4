package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.UserQuestion;
import dev.coder.policy.Allowance;
import java.util.List;
import java.util.Optional;

/// Asks the user whether a call may run. Asked from any thread, by one at a time.
@FunctionalInterface
public interface Approver {

    /// What the user has to know to decide.
    ///
    /// @param title    the call in one line
    /// @param preview  what would change; may be empty
    /// @param reason   why the policy asks
    /// @param always   what [Answer.Always] would be remembered as; empty: it is no answer here
    /// @param editable what [Answer.Edited] would replace, such as the command; empty: it is no answer here
    record Question(
            String toolName,
            String title,
            List<Effect> effects,
            List<PreviewLine> preview,
            String reason,
            List<Allowance> always,
            Optional<String> editable) {}

    /// What the user says to a question.
    sealed interface Answer {

        record Yes() implements Answer {}

        /// Yes, and whenever this comes again, in later runs as well.
        record Always() implements Answer {}

        /// @param instead what the model is to do instead; empty when the user does not say
        record No(String instead) implements Answer {

            public No() {
                this("");
            }
        }

        /// Yes, but with this text in place of the one that was asked about.
        record Edited(String command) implements Answer {}

        /// There is nobody to ask.
        record Nobody() implements Answer {}
    }

    Answer ask(Question question) throws InterruptedException;

    /// Puts a question of the model to the user.
    ///
    /// @return empty when there is nobody to ask
    default Optional<String> answer(UserQuestion question) throws InterruptedException {
        return Optional.empty();
    }

    /// Whether there is anybody to ask.
    default boolean somebodyIsThere() {
        return true;
    }

    /// For runs without a terminal.
    Approver NOBODY = new Approver() {
        @Override
        public Answer ask(Question question) {
            return new Answer.Nobody();
        }

        @Override
        public boolean somebodyIsThere() {
            return false;
        }
    };
}
