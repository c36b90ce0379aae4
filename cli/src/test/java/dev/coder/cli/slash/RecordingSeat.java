package dev.coder.cli.slash;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.OpenSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// A seat that writes down what commands do with it, and gives the answers that it was told.
public final class RecordingSeat implements Seat {

    private final List<String> shown = new ArrayList<>();
    private final List<String> offered = new ArrayList<>();
    private final List<TurnAction> turns = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<OpenSession> moves = new ArrayList<>();
    private @Nullable OpenSession session;
    private @Nullable Conversation conversation;
    private int cleared;
    private boolean quit;

    /// What the next questions are answered: a picker by a part of a label, others as it stands.
    public RecordingSeat answering(String... more) {
        answers.addAll(List.of(more));
        return this;
    }

    public RecordingSeat in(OpenSession present, Conversation talk) {
        session = present;
        conversation = talk;
        return this;
    }

    /// All lines and notices so far.
    public String shown() {
        return String.join("\n", shown);
    }

    /// The choices and questions so far.
    public List<String> offered() {
        return List.copyOf(offered);
    }

    public List<TurnAction> turns() {
        return List.copyOf(turns);
    }

    public List<OpenSession> moves() {
        return List.copyOf(moves);
    }

    public int cleared() {
        return cleared;
    }

    public boolean hasQuit() {
        return quit;
    }

    @Override
    public void say(List<AttributedString> lines) {
        lines.forEach(line -> shown.add(line.toString()));
    }

    @Override
    public void notice(String sentence) {
        shown.add(sentence);
    }

    @Override
    public <T> Optional<T> pick(String title, List<Choice<T>> choices) throws InterruptedException {
        offered.add(title);
        choices.forEach(choice -> offered.add(choice.label()));
        for (var choice : choices) {
            choice.preview().lines(width());
        }
        var wanted = answers.poll();
        return choices.stream()
                .filter(choice -> wanted != null && choice.label().contains(wanted))
                .map(Choice::value)
                .findFirst();
    }

    @Override
    public Optional<String> askLine(String question) {
        offered.add(question);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public OpenSession session() {
        if (session == null) {
            throw new IllegalStateException("this seat has no session");
        }
        return session;
    }

    @Override
    public Conversation conversation() {
        if (conversation == null) {
            throw new IllegalStateException("this seat has no conversation");
        }
        return conversation;
    }

    @Override
    public void move(OpenSession next) {
        moves.add(next);
        session = next;
    }

    @Override
    public void turn(TurnAction action) {
        turns.add(action);
    }

    @Override
    public void clearScreen() {
        cleared++;
    }

    @Override
    public void quit() {
        quit = true;
    }

    @Override
    public int width() {
        return 80;
    }
}
