package dev.coder.e2e.model;

import java.time.Duration;
import java.util.List;

/// One reply of the scripted model.
public sealed interface Step {

    /// What it says, perhaps nothing.
    String text();

    /// Ends the turn.
    ///
    /// @param chunkChars how many characters a delta holds
    /// @param pause      between two deltas
    record Say(String text, int chunkChars, Duration pause) implements Step {}

    /// Asks for tools; several wishes are parallel calls.
    record Ask(String text, List<Wish> wishes) implements Step {
        public Ask {
            wishes = List.copyOf(wishes);
        }
    }

    static Step say(String text) {
        return new Say(text, 5, Duration.ZERO);
    }

    static Step ask(Wish... wishes) {
        return new Ask("", List.of(wishes));
    }

    /// Says something first and asks for tools then, in one reply.
    static Step sayAndAsk(String text, Wish... wishes) {
        return new Ask(text, List.of(wishes));
    }
}
