package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import java.util.List;

/// Keeps how things were before a turn changes them. Never throws because something cannot be kept: the turn goes on,
/// and the user is told. A turn that changes nothing costs nothing.
public interface Checkpoints {

    /// From here on calls are of this turn.
    void turnBegan(String sessionId, String turnId);

    /// What the user asked for in this turn.
    void asked(String prompt);

    /// A call with these effects was allowed and is about to start. Called by any thread.
    void before(List<Effect> effects) throws InterruptedException;

    /// No call of the turn runs any more, nor will.
    void turnEnded() throws InterruptedException;

    /// Keeps nothing.
    Checkpoints NONE = new Checkpoints() {
        @Override
        public void turnBegan(String sessionId, String turnId) {}

        @Override
        public void asked(String prompt) {}

        @Override
        public void before(List<Effect> effects) {}

        @Override
        public void turnEnded() {}
    };
}
