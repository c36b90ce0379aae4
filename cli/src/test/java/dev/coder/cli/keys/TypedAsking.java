package dev.coder.cli.keys;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Somebody who types these answers, one after the other, and then goes away.
final class TypedAsking implements Asking {

    private final Deque<String> answers;

    private TypedAsking(List<String> answers) {
        this.answers = new ArrayDeque<>(answers);
    }

    static TypedAsking of(String... answers) {
        return new TypedAsking(List.of(answers));
    }

    @Override
    public Optional<String> hidden(String question) {
        return Optional.ofNullable(answers.poll());
    }
}
