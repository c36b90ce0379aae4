package dev.coder.cli.tui;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.render.PromptEcho;
import dev.coder.cli.slash.SlashCommand;
import dev.coder.cli.slash.SlashCommands;
import dev.coder.cli.slash.TurnAction;
import dev.coder.cli.terminal.Interrupts;
import dev.coder.protocol.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import org.jline.utils.AttributedString;
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
    record Listener(java.util.function.Consumer<String> remember, java.util.function.LongConsumer ended) {}

    private final Parts parts;
    private final Bench.Opening opening;
    private final Listener listener;
    private final LinkedBlockingDeque<Job> jobs = new LinkedBlockingDeque<>();
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private final StringBuilder told = new StringBuilder();
    private volatile @Nullable Bench bench;
    private volatile @Nullable OpenSession session;
    private volatile @Nullable Conversation conversation;
    private volatile @Nullable Thread thread;
    private volatile boolean turning;
    private volatile boolean leaving;
    private boolean busy = true;
    private boolean unfinished;
    private boolean cancelled;

    Work(Parts parts, Bench.Opening opening, Listener listener) {
        this.parts = parts;
        this.opening = opening;
        this.listener = listener;
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
                next().run();
            }
            end.complete(ExitCode.DONE);
        } catch (InterruptedException e) {
            end.complete(leaving ? ExitCode.DONE : ExitCode.CANCELLED);
        } catch (IOException | RuntimeException | Error e) {
            end.completeExceptionally(e);
        } finally {
            close();
        }
    }

    private void open() throws InterruptedException, IOException {
        board().change(() -> board().activity().begin("Starting"));
        var made = opening.open(parts.screen(), parts.seat());
        bench = made;
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
        var spend = made.spend(opened);
        var past = new Past(opened.claim() == null ? List.of() : made.past(opened), opened.turnId());
        past.before().forEach(spend::apply);
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
            parts.screen().notice("Cancelled");
        }
    }

    private Job next() throws InterruptedException {
        return jobs.take();
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
        var following = board().ask(() -> {
            board().activity().end();
            cancelled = false;
            var text = jobs.isEmpty() ? board().queue().next() : Optional.<String>empty();
            busy = text.isPresent() || !jobs.isEmpty();
            return text;
        });
        following.ifPresent(text -> jobs.add(() -> act(text)));
    }

    boolean busy() {
        return board().ask(() -> busy);
    }

    private void act(String text) throws InterruptedException, IOException {
        try {
            if (text.startsWith("!")) {
                shell(text.substring(1).strip());
            } else if (SlashCommands.isCommand(text)) {
                command(text);
            } else {
                ask(text);
            }
        } catch (InterruptedException e) {
            if (leaving) {
                throw e;
            }
            parts.screen().notice("Cancelled");
        }
        if (!leaving) {
            settle();
        }
    }

    private void ask(String text) throws InterruptedException {
        remember(text);
        board().above(echo(text));
        List<Content> content;
        try {
            content = parts.attachments().content(text);
        } catch (UnusableImageException e) {
            parts.screen().notice(String.valueOf(e.getMessage()));
            return;
        }
        var all = new ArrayList<>(content);
        if (!told.isEmpty() && all.getFirst() instanceof Content.Text(var words)) {
            all.set(0, new Content.Text(told + words));
            told.setLength(0);
        }
        turn(talk -> {
            parts.screen().asked();
            return talk.ask(all);
        });
    }

    private List<AttributedString> echo(String text) {
        return new PromptEcho(text).lines(board().theme(), parts.seat().width());
    }

    private void remember(String text) {
        var made = bench;
        if (made != null) {
            listener.remember().accept(made.firewall().hideAll(text).text());
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
        turning = true;
        try {
            if (unfinished) {
                talk.resume();
                unfinished = false;
            }
            ended(action.run(talk));
        } catch (RefusedException e) {
            parts.screen().notice(e.toStop().sentence());
        } catch (InterruptedException e) {
            unfinished = true;
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

    private void ended(@Nullable TurnOutcome outcome) {
        if (outcome != null) {
            listener.ended().accept(board().ask(() -> board().activity().nanos()));
        }
    }

    private void command(String line) throws InterruptedException, IOException {
        remember(line);
        var words = line.strip().split("\\s+", 2);
        var made = bench;
        var commands = new SlashCommands(made == null ? List.of() : made.commands(), List.of());
        var found = commands.find(words[0].substring(1));
        if (found.isEmpty()) {
            parts.screen().notice(commands.unknown(words[0].substring(1)));
            return;
        }
        board().above(echo(line));
        run(found.get(), words.length > 1 ? words[1] : "");
    }

    /// A command's own failures never end the conversation.
    private void run(SlashCommand command, String argument) throws InterruptedException, IOException {
        board().change(() -> board().activity().begin("Working"));
        try {
            command.run(argument, parts.seat());
        } catch (StopException e) {
            parts.screen().notice(e.sentence());
        } catch (RefusedException e) {
            parts.screen().notice(e.toStop().sentence());
        } finally {
            showMode();
        }
    }

    /// A command may have switched it.
    private void showMode() {
        var made = bench;
        if (made != null) {
            board().status(board().status().mode(made.mode()));
        }
    }

    /// A command that does not have to wait, beside the turn.
    ///
    /// @return false when there is none such
    boolean aside(String line) {
        var words = line.strip().split("\\s+", 2);
        var made = bench;
        if (made == null || !SlashCommands.isCommand(line)) {
            return false;
        }
        var found = new SlashCommands(made.commands(), List.of())
                .find(words[0].substring(1))
                .filter(SlashCommand::duringTurn);
        found.ifPresent(command -> Thread.ofVirtual().name("command").start(() -> beside(command, line, words)));
        return found.isPresent();
    }

    private void beside(SlashCommand command, String line, String[] words) {
        try {
            board().above(echo(line));
            command.run(words.length > 1 ? words[1] : "", parts.seat());
        } catch (StopException e) {
            parts.screen().notice(e.sentence());
        } catch (RefusedException e) {
            parts.screen().notice(e.toStop().sentence());
        } catch (InterruptedException | IOException | RuntimeException e) {
            parts.screen().notice("The command failed: " + e);
        } finally {
            showMode();
        }
    }

    private void shell(String command) throws InterruptedException, IOException {
        remember("!" + command);
        var made = bench;
        if (command.isEmpty() || made == null) {
            return;
        }
        var call = "!" + System.nanoTime();
        board().change(() -> {
            board().activity().begin("Running");
            board().activity().callBegan(call, "! " + command);
        });
        try {
            var outcome = ShellCommand.run(
                    command,
                    made.roots().getFirst(),
                    text -> board().change(() -> board().activity().callSaid(call, text)));
            told.append(outcome.told());
            board().above(ShellText.lines(outcome));
        } finally {
            board().change(() -> board().activity().callEnded(call));
        }
    }

    /// What the agent is to know at once, without the turn being cancelled.
    void steer(String text) {
        var talk = conversation;
        if (talk == null || !turning) {
            submit(text);
            return;
        }
        Thread.ofVirtual().name("steer").start(() -> {
            try {
                if (!talk.steer(parts.attachments().unfolded(text))) {
                    submit(text);
                }
            } catch (InterruptedException | StopException | RefusedException e) {
                submit(text);
            }
        });
    }

    /// Ends what is going on; a second time at once.
    ///
    /// @return what waited, to be edited
    Optional<String> cancel() {
        var talk = conversation;
        var again = board().ask(() -> {
            var before = cancelled;
            cancelled = true;
            board().activity().stopping("Cancelling");
            return before;
        });
        var running = thread;
        if (turning && talk != null && !again) {
            Thread.ofVirtual().name("cancel").start(() -> Interrupts.cancel(talk));
        } else if (running != null && conversation != null) {
            running.interrupt();
        }
        return board().ask(() -> board().queue().takeBack());
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
