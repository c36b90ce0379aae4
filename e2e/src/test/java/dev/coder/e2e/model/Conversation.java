package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conversation of one model request, in the one form that all wire formats boil down to.
///
/// @param violations what the format itself forbids and the request does all the same
public record Conversation(String system, List<Entry> entries, List<String> tools, List<String> violations) {

    /// One entry, in the order of the request.
    public sealed interface Entry {}

    /// What a person said.
    public record User(String text) implements Entry {}

    /// What the model said before, as it is shown to it again.
    public record Assistant(String text, List<Call> calls) implements Entry {}

    /// Answers to the calls of the entry before.
    public record Results(List<Result> results) implements Entry {}

    /// @param id absent where the format has none
    public record Call(@Nullable String id, String tool, JsonNode parameters) {}

    /// @param id absent where the format has none
    public record Result(@Nullable String id, String text) {}

    /// How often the model has replied so far: the place of the next step.
    public int replies() {
        return (int) entries.stream().filter(Assistant.class::isInstance).count();
    }

    /// All results in it, first to last.
    public List<Result> results() {
        return entries.stream()
                .filter(Results.class::isInstance)
                .flatMap(entry -> ((Results) entry).results().stream())
                .toList();
    }

    /// What the user said last.
    public String lastPrompt() {
        return entries.reversed().stream()
                .filter(User.class::isInstance)
                .map(entry -> ((User) entry).text())
                .findFirst()
                .orElse("");
    }
}
