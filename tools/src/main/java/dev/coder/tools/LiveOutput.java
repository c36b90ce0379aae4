package dev.coder.tools;

import java.time.Duration;
import java.util.Arrays;

/// An output as its user sees it while it comes, as far as it is text: the beginning, then the newest of it, at most
/// 4 KiB in 50 milliseconds, and in the end its end. What is left out is whole lines, and is counted. One owner.
final class LiveOutput {

    private static final int MOST = 4096;
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final OutputPump.Screen screen;
    private final byte[] held = new byte[2 * MOST]; // the newest that was not shown yet
    private int count; // of what is held
    private boolean dropped; // something between what was shown and what is held
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
            showHeld(false);
        }
        for (var at = first; at < length; at += MOST) {
            append(buffer, at, Math.min(length, at + MOST));
            shorten();
        }
        if (left >= count) {
            left -= count;
            showHeld(false);
        }
    }

    private void append(byte[] buffer, int from, int to) {
        System.arraycopy(buffer, from, held, count, to - from);
        count += to - from;
    }

    /// Drops what is too much of the oldest, up to a line end where there is one.
    private void shorten() {
        if (count <= MOST) {
            return;
        }
        var cut = count - MOST;
        var end = cut;
        while (end < count && held[end - 1] != '\n') {
            end++;
        }
        drop(end < count ? end : startOfCharacter(cut));
    }

    private int startOfCharacter(int from) {
        var start = from;
        while (start < count && (held[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    private void drop(int bytes) {
        for (var at = 0; at < bytes; at++) {
            droppedLines += held[at] == '\n' ? 1 : 0;
        }
        dropped = true;
        droppedMidLine = held[bytes - 1] != '\n';
        remove(bytes);
    }

    private void remove(int bytes) {
        count -= bytes;
        System.arraycopy(held, bytes, held, 0, count);
    }

    /// No more will come.
    void end() {
        showHeld(true);
    }

    /// @param whole whether the first half of a character at the end is shown, too; else it is kept for the next time
    private void showHeld(boolean whole) {
        var piece = Arrays.copyOf(held, count);
        var end = whole ? count : OutputText.end(piece);
        if (end == 0) {
            return;
        }
        sayDropped();
        remove(end);
        piece = Arrays.copyOf(piece, end);
        if (!OutputText.isBinary(piece)) {
            screen.show(OutputText.shown(piece));
            shownMidLine = piece[end - 1] != '\n';
        }
    }

    private void sayDropped() {
        if (!dropped) {
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
        dropped = false;
        droppedLines = 0;
        droppedMidLine = false;
    }
}
