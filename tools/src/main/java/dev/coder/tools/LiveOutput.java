package dev.coder.tools;

import java.time.Duration;
import java.util.Arrays;

/// An output as its user sees it while it comes, as far as it is text: the beginning, then the newest of it, at most
/// 4 KiB in 50 milliseconds, and in the end its end. What is left out is whole lines, and is counted. One owner.
final class LiveOutput {

    private static final int MOST = 4096;
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final OutputPump.Screen screen;
    private byte[] held = {}; // the newest that was not shown yet
    private long dropped; // bytes between what was shown and what is held
    private long droppedLines;
    private boolean droppedMidLine; // what is held does not begin a line
    private boolean shownMidLine;
    private long since;
    private int beginning = MOST;
    private int left = MOST;

    LiveOutput(OutputPump.Screen screen) {
        this.screen = screen;
    }

    void show(byte[] buffer, int length) {
        var now = System.nanoTime();
        if (now - since > PAUSE_NANOS) {
            since = now;
            left = MOST;
        }
        hold(buffer, length);
    }

    private void hold(byte[] buffer, int length) {
        var first = Math.min(length, beginning);
        if (first > 0) {
            beginning -= first;
            append(buffer, 0, first);
            showHeld(OutputText.end(held));
        }
        for (var at = first; at < length; at += MOST) {
            append(buffer, at, Math.min(length, at + MOST));
            shorten();
        }
        if (left >= held.length) {
            left -= held.length;
            showHeld(OutputText.end(held));
        }
    }

    private void append(byte[] buffer, int from, int to) {
        var start = held.length;
        held = Arrays.copyOf(held, start + to - from);
        System.arraycopy(buffer, from, held, start, to - from);
    }

    /// Drops what is too much of the oldest, up to a line end where there is one.
    private void shorten() {
        if (held.length <= MOST) {
            return;
        }
        var cut = held.length - MOST;
        var end = cut;
        while (end < held.length && held[end - 1] != '\n') {
            end++;
        }
        drop(end < held.length ? end : startOfCharacter(cut));
    }

    private int startOfCharacter(int from) {
        var start = from;
        while (start < held.length && (held[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    private void drop(int count) {
        for (var at = 0; at < count; at++) {
            droppedLines += held[at] == '\n' ? 1 : 0;
        }
        dropped += count;
        droppedMidLine = held[count - 1] != '\n';
        held = Arrays.copyOfRange(held, count, held.length);
    }

    /// No more will come.
    void end() {
        showHeld(held.length);
    }

    /// @param end where the last whole character ends: the first half of one is kept for the next time
    private void showHeld(int end) {
        if (end == 0) {
            return;
        }
        sayDropped();
        var piece = Arrays.copyOf(held, end);
        held = Arrays.copyOfRange(held, end, held.length);
        if (!OutputText.isBinary(piece)) {
            screen.show(OutputText.shown(piece));
            shownMidLine = piece[end - 1] != '\n';
        }
    }

    private void sayDropped() {
        if (dropped == 0) {
            return;
        }
        if (shownMidLine) {
            screen.show(droppedLines > 0 ? "…\n" : "…");
            droppedLines--;
        }
        if (droppedLines > 0) {
            screen.skip(droppedLines);
        }
        if (droppedMidLine && (droppedLines >= 0 || !shownMidLine)) {
            screen.show("…");
        }
        dropped = 0;
        droppedLines = 0;
        droppedMidLine = false;
    }
}
