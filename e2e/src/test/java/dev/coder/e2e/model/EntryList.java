package dev.coder.e2e.model;

import dev.coder.e2e.model.Conversation.Assistant;
import dev.coder.e2e.model.Conversation.Call;
import dev.coder.e2e.model.Conversation.Entry;
import dev.coder.e2e.model.Conversation.Result;
import dev.coder.e2e.model.Conversation.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Gathers entries from formats that list calls, texts and results one by one.
final class EntryList {

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    /// Joins the results before it.
    void add(Result result) {
        if (!entries.isEmpty() && entries.getLast() instanceof Results(var before)) {
            entries.set(entries.size() - 1, new Results(append(before, result)));
        } else {
            entries.add(new Results(List.of(result)));
        }
    }

    /// Joins the assistant's entry before it.
    void add(Call call) {
        if (!entries.isEmpty() && entries.getLast() instanceof Assistant(var text, var calls)) {
            entries.set(entries.size() - 1, new Assistant(text, append(calls, call)));
        } else {
            entries.add(new Assistant("", List.of(call)));
        }
    }

    List<Entry> all() {
        return List.copyOf(entries);
    }

    private static <T> List<T> append(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }
}
