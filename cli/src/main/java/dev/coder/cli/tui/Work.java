package dev.coder.cli.tui;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.slash.SlashCommands;
import dev.coder.cli.slash.TurnAction;
import dev.coder.cli.terminal.Interrupts;
import dev.coder.protocol.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// What is done for the user, one thing after the other, on a thread of its own: the session is opened, prompts are
/// asked, commands run. What is typed meanwhile waits in the board's queue. Thread-safe.
final class Work implements Runnable {

    /// One thing to do.
    @FunctionalInterface
    private interface Job {
        void run() throws InterruptedException, IOException;
    }

    /// Where the parts of the seat meet.
    record Parts(Board board, LiveScreen screen, CallRecord calls, Attachments attachments, LiveSeat seat) {}

    /// @param remember takes what was typed into the history
    /// @param ended    told when a turn has ended, with how long it took in nanoseconds
    record Listener(Consumer<String> remember, LongConsumer ended) {}

    private final Parts parts;
    private final Bench.Opening opening;
    private final Listener listener;
    private final LinkedBlockingDeque<Job> jobs = new LinkedBlockingDeque<>();
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private final TypedCommands commands;
    private final TypedShell shell;
    private volatile @Nullable Bench bench;
    private volatile @Nullable OpenSession session;
    private volatile @Nullable Conversation conversation;
    private volatile @Nullable Thread thread;
    private volatile boolean turning;
    private volatile boolean leaving;
    private volatile boolean opened;
    private boolean busy = true;
    private boolean unfinished;
    private boolean abandoned;
    private boolean cancelled;

    Work(Parts parts, Bench.Opening opening, Listener listener) {
        this.parts = parts;
        this.opening = opening;
        this.listener = listener;
        this.commands = new TypedCommands(parts.board(), parts.screen(), parts.seat());
        this.shell = new TypedShell(parts.board());
    }

    /// How it ended; completed exceptionally by what ends Coder.
    CompletableFuture<ExitCode> end() {
        return end;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            open();
            while (!leaving) {
                jobs.take().run();
            }
            end.complete(ExitCode.DONE);
        } catch (InterruptedException e) {
            end.complete(leaving ? ExitCode.DONE : ExitCode.CANCELLED);
        } catch (IOException | RuntimeException | Error e) {
            if (leaving && !(e instanceof Error)) {
                end.complete(ExitCode.DONE);
            } else {
                end.completeExceptionally(e);
            }
        } finally {
            close();
        }
    }

    private void open() throws InterruptedException, IOException {
        board().change(() -> board().activity().begin("Starting"));
        var made = opening.open(parts.screen(), parts.seat());
        bench = made;
        commands.ready(made);
        parts.seat().ready(made);
        board().status(board().status().mode(made.mode()));
        made.notices().forEach(parts.screen()::notice);
        enter(made, made.session());
    }

    /// Takes a seat in a session, and goes on with what is unfinished in it.
    private void enter(Bench made, OpenSession opened) throws InterruptedException {
        session = opened;
        var claim = opened.claim();
        if (claim == null) {
            end.complete(made.watch(opened).exitCode());
            leaving = true;
            return;
        }
        if (opened.otherSettings()) {
            parts.screen().notice(OpenSession.OTHER_SETTINGS);
        }
        var spend = made.spend(opened);
        var past = new Past(opened.claim() == null ? List.of() : made.past(opened), opened.turnId());
        past.before().forEach(spend::apply);
        parts.screen().past(past.events());
        board().above(past.lines(board().theme(), parts.seat().width()));
        parts.screen().spend(spend);
        var held = made.conversation(opened, claim);
        conversation = held;
        resume();
        settle();
    }

    private void resume() throws InterruptedException {
        try {
            turn(Conversation::resume);
        } catch (InterruptedException e) {
            if (leaving) {
                throw e;
            }
            parts.screen().cutShort();
        }
    }

    private Board board() {
        return parts.board();
    }

    /// What was typed; waits its turn.
    void submit(String text) {
        var now = board().ask(() -> {
            if (busy) {
                board().queue().add(text);
                return false;
            }
            busy = true;
            return true;
        });
        if (now) {
            jobs.add(() -> act(text));
        }
    }

    /// Also from commands: before anything that waits.
    void turnNext(TurnAction action) {
        board().change(() -> {
            busy = true;
            jobs.addFirst(() -> {
                turn(action);
                settle();
            });
        });
    }

    /// After each thing: the next one, if something waits.
    private void settle() {
        opened = true;
        var following = board().ask(() -> {
            board().activity().end();
            board().queue().allRead();
            cancelled = false;
            var text = jobs.isEmpty() ? board().queue().next() : Optional.<String>empty();
            busy = text.isPresent() || !jobs.isEmpty();
            return text;
        });
        following.ifPresent(text -> jobs.add(() -> act(text)));
    }

    /// Whether something would be lost by leaving now.
    boolean engaged() {
        return (opened || turning) && busy();
    }

    /// Whether the user has cancelled what is going on.
    boolean cancelling() {
        return board().ask(() -> cancelled);
    }

    boolean busy() {
        return board().ask(() -> busy);
    }

    private void act(String text) throws InterruptedException, IOException {
        remember(text);
        try {
            if (text.startsWith("!")) {
                shell.run(text.substring(1).strip(), roots().getFirst());
            } else if (SlashCommands.isCommand(text)) {
                commands.run(text);
            } else {
                ask(text);
            }
        } catch (InterruptedException e) {
            if (leaving) {
                throw e;
            }
            parts.screen().cutShort();
        }
        if (!leaving) {
            settle();
        }
    }

    private void ask(String text) throws InterruptedException {
        parts.screen().typed(text);
        try {
            var content = parts.attachments().content(text);
            var told = shell.takeTold();
            if (!told.isEmpty()) {
                content.addFirst(new Content.Text(told));
            }
            turn(talk -> {
                parts.screen().asked();
                return talk.ask(content);
            });
        } catch (UnusableImageException e) {
            parts.screen().notice(String.valueOf(e.getMessage()));
        }
    }

    private List<Path> roots() {
        return Objects.requireNonNull(bench).roots();
    }

    /// Pastes in full: their marks mean nothing in a later run.
    private void remember(String text) {
        var made = bench;
        if (made != null) {
            var whole = parts.attachments().unfolded(text);
            listener.remember().accept(made.firewall().hideAll(whole).text());
        }
    }

    /// What an agent out of reach has left unfinished comes first.
    private void turn(TurnAction action) throws InterruptedException {
        var talk = conversation;
        if (talk == null) {
            throw new IllegalStateException("there is no session yet");
        }
        board().change(() -> {
            board().activity().begin("Thinking");
            parts.calls().turn();
        });
        talk.nextMessage();
        turning = true;
        try {
            if (unfinished) {
                settle(talk);
            }
            ended(action.run(talk));
        } catch (RefusedException e) {
            parts.screen().notice(e.toStop().sentence());
        } catch (InterruptedException e) {
            unfinished = true;
            abandoned = !leaving;
            if (abandoned) {
                talk.drop();
            }
            throw e;
        } catch (StopException e) {
            if (e.exitCode() != ExitCode.UNREACHABLE) {
                throw e;
            }
            unfinished = true;
            parts.screen().notice(e.sentence());
        } finally {
            turning = false;
        }
    }

    /// What was left unfinished comes first; of what was cancelled here nothing is shown any more.
    private void settle(Conversation talk) throws InterruptedException {
        if (abandoned) {
            parts.screen().quietly(talk::resume);
        } else {
            talk.resume();
        }
        unfinished = false;
        abandoned = false;
    }

    private void ended(@Nullable TurnOutcome outcome) {
        if (outcome != null) {
            listener.ended().accept(board().ask(() -> board().activity().nanos()));
        }
    }

    /// A command that does not have to wait, beside the turn.
    ///
    /// @return false when there is none such
    boolean aside(String line) {
        return commands.aside(line);
    }

    /// What the agent is to know at once, without the turn being cancelled. What it cannot be told that way, such as an
    /// image or a command, waits its turn.
    void steer(String text) {
        var talk = conversation;
        var words = !text.startsWith("!")
                && !SlashCommands.isCommand(text)
                && !parts.attachments().hasImage(text);
        if (talk == null || !turning || !words) {
            submit(text);
            board().hint(words ? "" : "Images and commands cannot be sent in between: it waits in the queue");
            return;
        }
        board().change(() -> board().queue().sent(text));
        Thread.ofVirtual().name("steer").start(() -> steer(talk, text));
    }

    private void steer(Conversation talk, String text) {
        try {
            if (talk.steer(parts.attachments().unfolded(text))) {
                return;
            }
        } catch (InterruptedException | StopException | RefusedException e) {
            // It waits its turn then.
        }
        board().change(() -> board().queue().notSent(text));
        submit(text);
    }

    /// Ends what is going on; a second time at once.
    ///
    /// @return what waited, to be edited
    Optional<String> cancel() {
        var talk = conversation;
        var running = thread;
        if (engaged()) {
            var again = begunCancelling();
            if (turning && talk != null && !again) {
                Thread.ofVirtual().name("cancel").start(() -> Interrupts.cancel(talk));
            } else if (running != null) {
                running.interrupt();
            }
        }
        return board().ask(() -> board().queue().takeBack());
    }

    /// @return whether it was cancelled before
    private boolean begunCancelling() {
        return board().ask(() -> {
            var before = cancelled;
            cancelled = true;
            board().activity().stopping("Cancelling");
            return before;
        });
    }

    /// Ends Coder when the thing at hand is done; without waiting for a turn.
    void leave() {
        leaving = true;
        var running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /// When the command that runs has returned.
    void leaveSoon() {
        jobs.addFirst(() -> leaving = true);
    }

    @Nullable
    Conversation conversation() {
        return conversation;
    }

    @Nullable
    OpenSession session() {
        return session;
    }

    /// Goes to another session, on the thread of the command that asks for it.
    void move(OpenSession to) throws InterruptedException {
        var made = bench;
        var from = session;
        if (made == null || Thread.currentThread() != thread) {
            throw new StopException(ExitCode.USAGE, "That has to wait until the turn has ended");
        }
        if (from != null) {
            try {
                from.close();
            } catch (IOException e) {
                parts.screen().notice("The session before this one could not be closed: " + e.getMessage());
            }
        }
        enter(made, to);
        board().change(() -> busy = true);
    }

    private void close() {
        var open = session;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing can be done about it any more.
            }
        }
    }
}
