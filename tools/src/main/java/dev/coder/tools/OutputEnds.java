package dev.coder.tools;

import java.util.Arrays;

/// The beginning and the end of a stream of bytes of any length, and how long it was. Takes 128 KiB. One owner.
final class OutputEnds {

    /// How much is kept of either end, in bytes.
    static final int KEPT = 64 << 10;

    private final byte[] head = new byte[KEPT];
    private final byte[] ring = new byte[KEPT]; // what came after the head
    private long bytes;
    private long newlines;

    void add(byte[] from, int length) {
        for (var i = 0; i < length; i++) {
            newlines += from[i] == '\n' ? 1 : 0;
        }
        var toHead = (int) Math.min(length, Math.max(0, KEPT - bytes));
        System.arraycopy(from, 0, head, (int) Math.min(bytes, KEPT), toHead);
        bytes += toHead;
        addToRing(from, toHead, length);
    }

    private void addToRing(byte[] from, int start, int end) {
        for (var at = start; at < end; ) {
            var position = (int) ((bytes - KEPT) % KEPT);
            var count = Math.min(end - at, KEPT - position);
            System.arraycopy(from, at, ring, position, count);
            bytes += count;
            at += count;
        }
    }

    long bytes() {
        return bytes;
    }

    long newlines() {
        return newlines;
    }

    /// Whether head and tail together are all there was.
    boolean isWhole() {
        return bytes <= 2L * KEPT;
    }

    byte[] whole() {
        var all = Arrays.copyOf(head, (int) bytes);
        var rest = (int) Math.max(0, bytes - KEPT);
        System.arraycopy(ring, 0, all, all.length - rest, rest);
        return all;
    }

    byte[] head() {
        return Arrays.copyOf(head, (int) Math.min(bytes, KEPT));
    }

    /// The last bytes of a stream that is longer than both ends.
    byte[] tail() {
        var oldest = (int) ((bytes - KEPT) % KEPT);
        var tail = new byte[KEPT];
        System.arraycopy(ring, oldest, tail, 0, KEPT - oldest);
        System.arraycopy(ring, 0, tail, KEPT - oldest, oldest);
        return tail;
    }
}
