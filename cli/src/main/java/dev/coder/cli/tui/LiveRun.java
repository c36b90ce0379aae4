package dev.coder.cli.tui;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.render.MarkdownStream;
import dev.coder.cli.render.Notice;
import dev.coder.cli.terminal.PlainText;
import dev.coder.protocol.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// One run of the live terminal: its parts, wired. The calling thread reads the keys, a second one works, a third one
/// draws what moves by itself.
final class LiveRun implements Controls.Actions {

    private static final long FRAME_MILLIS = 50;
    private static final long LONG_TURN_NANOS = 10_000_000_000L;
    private static final long LAST_WORDS_MILLIS = 1500;

    private final LiveTerminal.Place place;
    private final Tty tty;
    private final Board board;
    private final Attachments attachments = new Attachments();
    private final Editor editor;
    private final Painter painter;
    private final Canvas canvas;
    private final Completions completions;
    private final Work work;
    private volatile @Nullable Bench bench;
    private volatile boolean left;

    /// @param terminal raw already
    LiveRun(LiveTerminal.Place place, Tty tty, Terminal terminal, Bench.Opening opening) {
        LongSupplier clock = System::nanoTime;
        this.place = place;
        this.tty = tty;
        this.board = new Board(clock, place.habits().theme());
        var calls = new CallRecord(place.habits().theme());
        var controls = new Controls(board, this, calls);
        this.editor = new Editor(terminal, controls, this::draw, tty::again);
        controls.edits(editor);
        editor.editingMode(place.habits().editingMode());
        editor.setVariable(LineReader.HISTORY_FILE, place.history());
        this.painter = new Painter(place.habits().theme()::ansi);
        this.canvas = new Canvas(board, painter, terminal, this::input);
        this.completions = new Completions(board, editor::refresh);
        var seat =
                new LiveSeat(board, new LiveSeat.Hands(editor::refresh, this::clearScreen, canvas::width, this::ready));
        var screen = new LiveScreen(
                board,
                calls,
                canvas::width,
                () -> new MarkdownStream(place.habits().theme(), canvas.width()));
        this.work = new Work(
                new Work.Parts(board, screen, calls, attachments, seat),
                opening,
                new Work.Listener(editor::remember, this::turnEnded));
        seat.works(work);
    }

    private Composer.Input input() {
        return new Composer.Input(editor.text(), editor.cursor(), editor.commandMode());
    }

    private void draw() {
        completions.look(editor.text(), editor.cursor());
        canvas.draw();
    }

    /// @param first what is on the screen already
    ExitCode run(FirstFrame first, int width) throws InterruptedException, IOException {
        painter.takeOver(first.below().size(), first.cursor(), width);
        var keys = Thread.currentThread();
        var working = Thread.ofVirtual().name("work").start(work);
        var drawing = Thread.ofVirtual().name("draw").start(this::drawWhatMoves);
        var _ = work.end().whenComplete((_, _) -> keys.interrupt());
        try {
            readKeys();
            return ended(working);
        } finally {
            left = true;
            drawing.interrupt();
            canvas.pause();
        }
    }

    private void readKeys() {
        try {
            editor.readLine();
        } catch (UserInterruptException | EndOfFileException e) {
            // The work has ended, or the terminal is gone.
        }
    }

    private ExitCode ended(Thread working) throws InterruptedException, IOException {
        Thread.interrupted();
        work.leave();
        working.join(Duration.ofMillis(LAST_WORDS_MILLIS));
        showUnsent();
        draw();
        try {
            return work.end().get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return ExitCode.CANCELLED;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /// What was typed and cannot be sent any more.
    private void showUnsent() {
        var waited = board.ask(() -> board.queue().takeBack());
        Stream.concat(waited.stream(), Stream.of(editor.text()))
                .filter(text -> !text.isBlank())
                .map(text -> new Notice("Not sent: " + text))
                .forEach(notice -> board.above(notice.lines(board.theme(), canvas.width())));
    }

    /// Takes away what is not scrollback, when the process is about to be ended.
    void erase() {
        left = true;
        editor.last(canvas::pause);
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) throws IOException {
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    private void drawWhatMoves() {
        try {
            while (!left) {
                Thread.sleep(FRAME_MILLIS);
                if (editor.isReading() && board.restless()) {
                    editor.refresh();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ready(Bench made) {
        bench = made;
        completions.know(made.commands(), new FileIndex(made.roots()));
        branch(made);
    }

    private void branch(Bench made) {
        board.status(board.status().branch(GitBranch.of(made.roots().getFirst())));
    }

    private void turnEnded(long nanos) {
        var made = bench;
        if (made != null) {
            branch(made);
        }
        if (nanos > LONG_TURN_NANOS && place.habits().notifications()) {
            canvas.ring(Bell.signal(place.environment(), "Coder is done"));
        }
    }

    @Override
    public void submit(String text) {
        if (!busy() || !work.aside(text)) {
            work.submit(text);
        }
    }

    @Override
    public void steer(String text) {
        work.steer(text);
    }

    @Override
    public Optional<String> cancel() {
        return work.cancel();
    }

    @Override
    public boolean busy() {
        return work.busy();
    }

    @Override
    public boolean engaged() {
        return work.engaged();
    }

    @Override
    public boolean cancelling() {
        return work.cancelling();
    }

    @Override
    public void leave() {
        work.leave();
    }

    @Override
    public void nextMode() {
        var made = bench;
        if (made != null) {
            Thread.ofVirtual().name("mode").start(() -> {
                board.status(board.status().mode(made.nextMode()));
                editor.refresh();
            });
        }
    }

    @Override
    public void clearScreen() {
        canvas.clearScreen();
    }

    @Override
    public void suspend() {
        outside(() -> new ProcessBuilder(
                        "sh",
                        "-c",
                        "kill -TSTP \"$0\"",
                        Long.toString(ProcessHandle.current().pid()))
                .inheritIO()
                .start()
                .waitFor());
    }

    @Override
    public String editElsewhere(String text) {
        var whole = attachments.unfolded(text);
        var edited = outside(() -> new ExternalEditor(place.environment()).edit(whole));
        return edited == null ? text : edited;
    }

    /// Gives the terminal away for a while.
    private <T> @Nullable T outside(Callable<T> action) {
        canvas.pause();
        editor.away(true);
        tty.restore();
        try {
            return action.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (Exception e) {
            board.hint("That failed: " + PlainText.show(String.valueOf(e.getMessage())));
            return null;
        } finally {
            tty.again();
            editor.away(false);
            canvas.resume();
        }
    }

    @Override
    public int width() {
        return canvas.width();
    }

    @Override
    public void clipboardImage() {
        attach(Clipboard::image);
    }

    private void attach(Callable<Content.Image> reading) {
        var image = new FutureTask<>(reading);
        Thread.ofVirtual().name("image").start(() -> {
            image.run();
            try {
                image.get();
                editor.edit(before -> before + attachments.image(image) + " ");
            } catch (ExecutionException e) {
                board.hint(PlainText.show(String.valueOf(
                        Objects.requireNonNullElse(e.getCause(), e).getMessage())));
                editor.refresh();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public String pasted(String text) {
        var made = bench;
        var folder = made == null ? Path.of("").toAbsolutePath() : made.roots().getFirst();
        var home = Path.of(place.environment().getOrDefault("HOME", "/"));
        var file = ImageFile.dragged(text, folder, home);
        if (file.isPresent()) {
            attach(() -> ImageFile.read(file.get()));
            return "";
        }
        return attachments.pasted(text);
    }
}
