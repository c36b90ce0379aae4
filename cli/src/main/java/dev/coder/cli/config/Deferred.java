package dev.coder.cli.config;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.util.Optional;

/// A value of the settings that is looked up where it is used: what is wrong with it, such as a variable that is not
/// set, stops only whoever needs it.
///
/// @param known   empty where nothing is stated, or what is stated cannot be used
/// @param mistake file, line and what is wrong with what is stated; empty where nothing is
public record Deferred<T>(Optional<T> known, Optional<String> mistake) {

    static <T> Deferred<T> none() {
        return new Deferred<>(Optional.empty(), Optional.empty());
    }

    static <T> Deferred<T> of(T value) {
        return new Deferred<>(Optional.of(value), Optional.empty());
    }

    static <T> Deferred<T> wrong(String mistake) {
        return new Deferred<>(Optional.empty(), Optional.of(mistake));
    }

    /// Whether any file says something, right or wrong.
    public boolean isStated() {
        return known.isPresent() || mistake.isPresent();
    }

    /// For those who cannot go on without it.
    ///
    /// @return empty where nothing is stated
    /// @throws StopException when what is stated cannot be used
    public Optional<T> value() {
        mistake.ifPresent(sentence -> {
            throw new StopException(ExitCode.USAGE, sentence);
        });
        return known;
    }
}
