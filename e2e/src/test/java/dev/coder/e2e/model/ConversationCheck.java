package dev.coder.e2e.model;

import dev.coder.e2e.model.Conversation.Assistant;
import dev.coder.e2e.model.Conversation.Call;
import dev.coder.e2e.model.Conversation.Entry;
import dev.coder.e2e.model.Conversation.Result;
import dev.coder.e2e.model.Conversation.Results;
import dev.coder.e2e.model.Conversation.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What must hold of every conversation that a model is shown: each call has exactly one result, each result answers
/// a call, nothing is empty, and what the model said before is still there word for word.
final class ConversationCheck {

    private final Scenario scenario;
    private final List<String> violations = new ArrayList<>();
    private int replies;

    private ConversationCheck(Scenario scenario) {
        this.scenario = scenario;
    }

    static List<String> violations(Conversation conversation, Scenario scenario) {
        var check = new ConversationCheck(scenario);
        check.violations.addAll(conversation.violations());
        check.run(conversation.entries());
        return List.copyOf(check.violations);
    }

    private void run(List<Entry> entries) {
        demand(!entries.isEmpty() && entries.getFirst() instanceof User, "the conversation does not start with a user");
        demand(!entries.isEmpty() && !(entries.getLast() instanceof Assistant), "there is nothing to reply to");
        Entry before = null;
        for (var entry : entries) {
            switch (entry) {
                case User(var text) -> checkUser(text, before);
                case Assistant assistant -> checkAssistant(assistant, before);
                case Results(var results) -> checkResults(results, before);
            }
            before = entry;
        }
        demand(!(before instanceof Assistant(var _, var calls)) || calls.isEmpty(), "the last calls have no result");
    }

    private void checkUser(String text, @Nullable Entry before) {
        demand(!text.isBlank(), "an empty user message");
        demand(!(before instanceof Assistant(var _, var calls)) || calls.isEmpty(), "calls without results: " + before);
    }

    private void checkAssistant(Assistant assistant, @Nullable Entry before) {
        demand(!(before instanceof Assistant), "two assistant messages in a row");
        demand(!assistant.text().isBlank() || !assistant.calls().isEmpty(), "an empty assistant message");
        var said = scenario.step(replies++);
        demand(
                assistant.text().equals(said.text()),
                "reply %d was \"%s\" and is shown as \"%s\"".formatted(replies, said.text(), assistant.text()));
        var wishes = assistant.calls().stream()
                .map(call -> new Wish(call.tool(), call.parameters()))
                .toList();
        demand(
                wishes.equals(said instanceof Step.Ask(var _, var asked) ? asked : List.of()),
                "reply %d was %s and is shown as %s".formatted(replies, said, wishes));
    }

    private void checkResults(List<Result> results, @Nullable Entry before) {
        if (!(before instanceof Assistant(var _, var calls))) {
            violations.add("results without calls: " + results);
            return;
        }
        var called =
                calls.stream().map(Call::id).filter(Objects::nonNull).sorted().toList();
        var answered = results.stream()
                .map(Result::id)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        demand(
                calls.size() == results.size() && (answered.isEmpty() || called.equals(answered)),
                "calls %s are answered by %s".formatted(called, answered));
    }

    private void demand(boolean condition, String violation) {
        if (!condition) {
            violations.add(violation);
        }
    }
}
