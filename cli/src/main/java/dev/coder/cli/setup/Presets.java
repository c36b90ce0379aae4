package dev.coder.cli.setup;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Nobody is asked: the answer is what Enter would take (`--yes`).
///
/// @param out gets what is said
record Presets(Consumer<String> out) implements Questions {

    @Override
    public <T> T choose(String question, List<Choice<T>> choices, T preset) {
        return choices.stream().anyMatch(choice -> choice.value().equals(preset))
                ? preset
                : choices.getFirst().value();
    }

    @Override
    public String line(String question, String preset) {
        return preset;
    }

    @Override
    public Optional<String> secret(String question) {
        return Optional.empty();
    }

    @Override
    public void say(String line) {
        out.accept(line);
    }
}
