package dev.coder.cli.tui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The dialogs that wait for an answer; the first one is shown. Nobody answers what they have not seen: keys count
/// only when it was on the screen for a while and the user has stopped typing. Used with the board's lock held.
final class Dialogs {

    private static final long GUARD_NANOS = 300_000_000;

    private final Deque<Dialog> waiting = new ArrayDeque<>();
    private final LongSupplier clock;
    private long readyAt;
    private boolean seen;

    /// @param clock nanoseconds
    Dialogs(LongSupplier clock) {
        this.clock = clock;
    }

    void add(Dialog dialog) {
        waiting.add(dialog);
    }

    /// Also one that nobody has answered.
    void remove(Dialog dialog) {
        if (dialog.equals(waiting.peek())) {
            seen = false;
        }
        waiting.remove(dialog);
    }

    @Nullable
    Dialog first() {
        return waiting.peek();
    }

    /// It is on the screen now.
    void shown() {
        if (!seen && !waiting.isEmpty()) {
            seen = true;
            readyAt = clock.getAsLong() + GUARD_NANOS;
        }
    }

    boolean ready() {
        var first = waiting.peek();
        return first != null && (!first.unexpected() || (seen && clock.getAsLong() >= readyAt));
    }

    /// Whether a key that was pressed just now is meant for the first dialog.
    boolean wantsKey() {
        if (waiting.isEmpty()) {
            return false;
        }
        if (ready()) {
            return true;
        }
        readyAt = clock.getAsLong() + GUARD_NANOS;
        return false;
    }
}
