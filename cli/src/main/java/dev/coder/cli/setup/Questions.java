package dev.coder.cli.setup;

import java.util.List;
import java.util.Optional;

/// How the user is asked. Whoever does not want to answer ends everything: nothing has been written then.
public interface Questions {

    /// @param hint shown behind the label; may be empty
    record Choice<T>(T value, String label, String hint) {}

    /// @param preset the value that Enter takes
    /// @throws dev.coder.cli.exit.StopException when the user leaves
    <T> T choose(String question, List<Choice<T>> choices, T preset) throws InterruptedException;

    /// @param preset what an empty answer means; may be empty
    String line(String question, String preset) throws InterruptedException;

    /// Nothing of it is shown.
    ///
    /// @return empty for an empty answer
    Optional<String> secret(String question) throws InterruptedException;

    void say(String line);

    default boolean yes(String question, boolean preset) throws InterruptedException {
        return choose(question, List.of(new Choice<>(true, "yes", ""), new Choice<>(false, "no", "")), preset);
    }
}
