package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import java.util.List;

/// What happens between calls: what must not change under a call changes here, and what commands left is looked at.
public interface CallBoundary {

    /// Before the next calls, while no call runs.
    void before();

    /// After a call, after a turn, and when a session has been left.
    ///
    /// @param effects that were allowed, and may have taken place
    /// @return what was taken away again: a sentence each, for the model and the user
    List<String> after(List<Effect> effects);

    /// Nothing.
    CallBoundary NONE = new CallBoundary() {
        @Override
        public void before() {}

        @Override
        public List<String> after(List<Effect> effects) {
            return List.of();
        }
    };
}
