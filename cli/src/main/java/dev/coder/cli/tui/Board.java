package dev.coder.cli.tui;

import dev.coder.cli.render.StatusLine;
import dev.coder.cli.render.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// What is to be shown, and the one lock that guards it: whoever changes something does it in [#change], and the next
/// frame has it. Thread-safe; what it is made of is used with the lock held only.
final class Board {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<AttributedString> above = new ArrayList<>();
    private final Activity activity;
    private final Dialogs dialogs;
    private final PromptQueue queue = new PromptQueue();
    private final Menu menu;
    private StatusLine status = StatusLine.UNKNOWN;
    private final Theme theme;
    private boolean changed = true;
    /// Whether the scrollback ends with an empty line.
    private boolean apart = true;

    /// @param clock nanoseconds
    Board(LongSupplier clock, Theme theme) {
        this.theme = theme;
        this.activity = new Activity(clock, theme);
        this.dialogs = new Dialogs(clock);
        this.menu = new Menu(theme);
    }

    void change(Runnable change) {
        ask(() -> {
            change.run();
            return true;
        });
    }

    <T extends @Nullable Object> T ask(Supplier<T> question) {
        lock.lock();
        try {
            changed = true;
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /// Whether there may be something new to draw.
    boolean restless() {
        lock.lock();
        try {
            return changed || activity.moving() || (dialogs.first() != null && !dialogs.ready());
        } finally {
            lock.unlock();
        }
    }

    /// Lines for the scrollback.
    void above(List<AttributedString> lines) {
        change(() -> {
            above.addAll(lines);
            apart = lines.isEmpty() ? apart : lines.getLast().isEmpty();
        });
    }

    /// The same, with an empty line before them.
    void apart(List<AttributedString> lines) {
        change(() -> {
            above(apart ? List.of() : List.of(AttributedString.EMPTY));
            above(lines);
        });
    }

    /// What has to be drawn above the frame now.
    List<AttributedString> takeAbove() {
        var taken = List.copyOf(above);
        above.clear();
        changed = false;
        return taken;
    }

    Theme theme() {
        return theme;
    }

    Activity activity() {
        return activity;
    }

    Dialogs dialogs() {
        return dialogs;
    }

    PromptQueue queue() {
        return queue;
    }

    Menu menu() {
        return menu;
    }

    StatusLine status() {
        return status;
    }

    void status(StatusLine now) {
        change(() -> status = now);
    }

    /// One short sentence in the status line; empty: none.
    void hint(String sentence) {
        change(() -> status = status.note(sentence));
    }
}
