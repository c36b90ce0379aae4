package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import java.util.List;
import java.util.function.Consumer;

/// The checkpoints of a run in which, at the end of each turn, what commands left is looked at before anything else.
///
/// @param notice one sentence for the user
public record WatchedTurns(Checkpoints to, CallBoundary boundary, Consumer<String> notice) implements Checkpoints {

    @Override
    public void turnBegan(String sessionId, String turnId) {
        to.turnBegan(sessionId, turnId);
    }

    @Override
    public void asked(String prompt) {
        to.asked(prompt);
    }

    @Override
    public void before(List<Effect> effects) throws InterruptedException {
        to.before(effects);
    }

    @Override
    public void turnEnded() throws InterruptedException {
        boundary.after(List.of()).forEach(notice);
        to.turnEnded();
    }
}
