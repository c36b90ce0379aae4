package dev.coder.cli.tui;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.render.Notice;
import dev.coder.cli.slash.Choice;
import dev.coder.cli.slash.Seat;
import dev.coder.cli.slash.TurnAction;
import dev.coder.plugin.UserQuestion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// What commands and calls see of the live terminal. Thread-safe.
final class LiveSeat implements Seat, Approver {

    /// The parts that are there only when the terminal is.
    record Hands(Runnable draw, Runnable clearScreen, java.util.function.IntSupplier width, Consumer<Bench> ready) {}

    private final Board board;
    private final Hands hands;
    private final Asking asking;
    private @Nullable Work work;

    LiveSeat(Board board, Hands hands) {
        this.board = board;
        this.hands = hands;
        this.asking = new Asking(board, hands.draw());
    }

    void works(Work now) {
        work = now;
    }

    void ready(Bench bench) {
        hands.ready().accept(bench);
    }

    private Work work() {
        var now = work;
        if (now == null) {
            throw new IllegalStateException("nothing works yet");
        }
        return now;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        var answer = new CompletableFuture<Answer>();
        return asking.ask(new ApprovalDialog(question, answer, board.theme()), answer);
    }

    @Override
    public Optional<String> answer(UserQuestion question) throws InterruptedException {
        var answer = new CompletableFuture<Optional<String>>();
        return asking.ask(new QuestionDialog(question, answer, board.theme()), answer);
    }

    @Override
    public void say(List<AttributedString> lines) {
        board.above(lines);
    }

    @Override
    public void notice(String sentence) {
        board.above(new Notice(sentence).lines(board.theme(), width()));
    }

    @Override
    public <T> Optional<T> pick(String title, List<Choice<T>> choices) throws InterruptedException {
        var answer = new CompletableFuture<Optional<T>>();
        return asking.ask(new PickerDialog<>(title, choices, answer, board), answer);
    }

    @Override
    public Optional<String> askLine(String question) throws InterruptedException {
        var answer = new CompletableFuture<Optional<String>>();
        return asking.ask(new LineDialog(question, answer, board.theme()), answer);
    }

    @Override
    public OpenSession session() {
        var session = work().session();
        if (session == null) {
            throw new StopException(ExitCode.SESSION, "There is no session yet");
        }
        return session;
    }

    @Override
    public Conversation conversation() {
        var conversation = work().conversation();
        if (conversation == null) {
            throw new StopException(ExitCode.SESSION, "There is no session yet");
        }
        return conversation;
    }

    @Override
    public void move(OpenSession session) throws InterruptedException {
        work().move(session);
    }

    @Override
    public void turn(TurnAction action) {
        work().turnNext(action);
    }

    @Override
    public void clearScreen() {
        hands.clearScreen().run();
    }

    @Override
    public void quit() {
        work().leaveSoon();
    }

    @Override
    public int width() {
        return hands.width().getAsInt();
    }
}
