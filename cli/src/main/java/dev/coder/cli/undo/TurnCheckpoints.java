package dev.coder.cli.undo;

import dev.coder.cli.execute.Checkpoints;
import dev.coder.plugin.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The checkpoints of the turns of one run of Coder: one before a turn first changes something, one when it has ended.
/// Whatever cannot be kept is said, once; the turn goes on. Thread-safe.
public final class TurnCheckpoints implements Checkpoints {

    /// Another Coder in the same project holds the store no longer than a checkpoint takes.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration LONG = Duration.ofSeconds(2);

    private final Scope scope;
    private final Path home;
    private final AutoCommit commits;
    private final Consumer<String> notice;
    private final ReentrantLock lock = new ReentrantLock();
    private Step.@Nullable Turn turn;
    private @Nullable OpenTurn open;
    private @Nullable String unavailable;

    /// @param home    of the user: not watched over as a whole
    /// @param commits what becomes of turns that have changed something
    /// @param notice  one sentence for the user
    public TurnCheckpoints(Scope scope, Path home, AutoCommit commits, Consumer<String> notice) {
        this.scope = scope;
        this.home = home;
        this.commits = commits;
        this.notice = notice;
    }

    @Override
    public void turnBegan(String sessionId, String turnId) {
        turn = new Step.Turn(0, sessionId, turnId, "");
        open = null;
    }

    @Override
    public void asked(String prompt) {
        var line = prompt.strip().lines().findFirst().orElse("");
        if (turn != null) {
            turn = new Step.Turn(0, turn.sessionId(), turn.turnId(), line);
        }
    }

    @Override
    public void before(List<Effect> effects) throws InterruptedException {
        var wanted = Checkpoint.of(effects, scope.roots());
        var present = turn;
        if (wanted.nothing() || present == null) {
            return;
        }
        lock.lockInterruptibly();
        try {
            if (open == null || !open.covers(wanted)) {
                keep(present, wanted);
            }
        } catch (IOException e) {
            notice.accept("What this turn changes cannot be undone: " + Reasons.of(e));
        } finally {
            lock.unlock();
        }
    }

    private void keep(Step.Turn present, Checkpoint wanted) throws IOException, InterruptedException {
        try (var _ = new LateNotice(LONG, notice);
                var store = UndoStore.open(scope.folder(), PATIENCE)) {
            if (store == null) {
                throw new IOException("another coder is busy with the undo history of this project");
            }
            var recorder = new Recorder(store, scope);
            var begun = open == null ? recorder.begin(present, commits::dirty) : open;
            open = wanted.everything() ? everything(recorder, begun, wanted) : recorder.keep(begun, wanted);
        }
    }

    /// Where not everything can be kept, what a call says that it will change is kept at least.
    private OpenTurn everything(Recorder recorder, OpenTurn begun, Checkpoint wanted)
            throws IOException, InterruptedException {
        if (unavailable == null && scope.roots().tooWide(home)) {
            unavailable = "the folder is no project, but holds a home folder or a whole disk";
            notice.accept(sentence());
        }
        if (unavailable == null) {
            try {
                return recorder.keep(begun, wanted);
            } catch (TooLargeException e) {
                unavailable = String.valueOf(e.getMessage());
                notice.accept(sentence());
            }
        }
        return recorder.keep(begun.withNote(sentence()), wanted.named());
    }

    private String sentence() {
        return "What commands change in " + scope.roots() + " cannot be undone: " + unavailable;
    }

    @Override
    public void turnEnded() throws InterruptedException {
        var ended = turn;
        turn = null;
        if (ended == null || (open == null && !UndoStore.hasOpen(scope.folder(), ended.sessionId()))) {
            return;
        }
        lock.lockInterruptibly();
        try (var store = UndoStore.open(scope.folder(), PATIENCE)) {
            if (store != null) {
                end(store, ended.sessionId());
            }
        } catch (IOException e) {
            notice.accept("What this turn changed cannot be undone: " + Reasons.of(e));
        } finally {
            open = null;
            lock.unlock();
        }
    }

    private void end(UndoStore store, String sessionId) throws IOException, InterruptedException {
        var recorder = new Recorder(store, scope);
        for (var begun : store.openTurns()) {
            if (begun.turn().sessionId().equals(sessionId)) {
                var step = recorder.close(begun);
                if (step != null) {
                    commits.commit(step, begun.dirty(), scope.roots(), notice);
                    new Sweep(store, scope.limits()).perhaps(step.number());
                }
            }
        }
    }
}
