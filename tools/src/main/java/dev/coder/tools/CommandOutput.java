package dev.coder.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a command wrote, kept in a file of the call's scratch folder.
record CommandOutput(Path file) {

    /// What the model gets of the beginning, and as much of the end, in characters.
    private static final int PART = 8000;

    /// As much is read of the beginning and of the end, in bytes: escape sequences and redrawn lines fall away.
    private static final int READ = 256 << 10;

    static CommandOutput of(Path scratch) {
        return new CommandOutput(scratch.resolve("output"));
    }

    static boolean exists(Path scratch) {
        return Files.exists(of(scratch).file);
    }

    static OutputStream create(Path scratch) throws IOException {
        return Files.newOutputStream(of(scratch).file);
    }

    /// The output for the model: all of it when it is short, else its beginning and its end with the number of bytes
    /// and
    /// lines between them.
    String shown() {
        try (var channel = FileChannel.open(file)) {
            var size = channel.size();
            if (size == 0) {
                return "[no output]";
            }
            return size <= 2 * READ
                    ? ofWhole(clean(read(channel, 0, (int) size)), size)
                    : ofParts(clean(read(channel, 0, READ)), clean(read(channel, size - READ, READ)), channel);
        } catch (IOException e) {
            return "[the output can not be read: " + e.getMessage() + "]";
        }
    }

    private static String ofWhole(String text, long size) {
        if (text.length() <= 2 * PART) {
            return text;
        }
        var head = head(text);
        var tail = tail(text);
        var left = text.substring(head.length(), text.length() - tail.length());
        return head + leftOut(bytes(left), newlines(left), size) + tail;
    }

    private static String ofParts(String first, String last, FileChannel channel) throws IOException {
        var head = head(first);
        var tail = tail(last);
        var leftBytes = channel.size() - 2 * READ + bytes(first) - bytes(head) + bytes(last) - bytes(tail);
        var leftLines = newlines(channel, READ, channel.size() - READ)
                + newlines(first.substring(head.length()))
                + newlines(last.substring(0, last.length() - tail.length()));
        return head + leftOut(leftBytes, leftLines, channel.size()) + tail;
    }

    private static String leftOut(long bytes, long lines, long size) {
        return "\n[… " + bytes + " bytes, " + lines + " lines left out, of " + size + " bytes in all …]\n";
    }

    /// Up to a line end where there is one near, never within a character.
    private static String head(String text) {
        var limit = Math.min(PART, text.length());
        var newline = text.lastIndexOf('\n', limit - 1) + 1;
        var end = newline > limit / 2 ? newline : limit;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String tail(String text) {
        var limit = Math.max(0, text.length() - PART);
        var newline = text.indexOf('\n', limit) + 1;
        var start = newline > 0 && newline < text.length() - PART / 2 ? newline : limit;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }

    private static String clean(byte[] bytes) {
        return CleanText.ofTerminal(new String(bytes, StandardCharsets.UTF_8));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long newlines(String text) {
        return text.chars().filter(c -> c == '\n').count();
    }

    private static long newlines(FileChannel channel, long from, long to) throws IOException {
        var count = 0L;
        for (var at = from; at < to; at += READ) {
            for (var b : read(channel, at, (int) Math.min(READ, to - at))) {
                count += b == '\n' ? 1 : 0;
            }
        }
        return count;
    }

    private static byte[] read(FileChannel channel, long at, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        var read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = channel.read(buffer, at + buffer.position());
        }
        return buffer.array();
    }
}
