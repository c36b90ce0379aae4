package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.ToolException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// A part of a stored output as the model gets it. Memory does not grow with the output.
///
/// @param offset where to begin, in bytes; negative: counted from the end
/// @param lines  how many lines at most
record StoredOutput(Path file, long offset, int lines) {

    /// What one answer holds, in bytes.
    private static final int PAGE = 16_000;

    private static final int LONGEST_LINE = 64 << 10;
    private static final int SHOWN_LINE = 400;

    String page() throws IOException, ToolException {
        try (var channel = FileChannel.open(file)) {
            var size = channel.size();
            var start = start(size);
            var piece = read(channel, start, (int) Math.min(PAGE, size - start));
            var end = end(piece, start + piece.length == size);
            var text = OutputText.shown(Arrays.copyOf(piece, end));
            return text + (start == 0 && end == size ? "" : note(start, start + end, size));
        }
    }

    private long start(long size) throws ToolException {
        if (offset > size) {
            throw ToolException.invalid("offset is beyond the end: there are " + size + " bytes");
        }
        return offset < 0 ? Math.max(0, size + offset) : offset;
    }

    /// After so many lines, or where a line or at least a character ends.
    private int end(byte[] piece, boolean last) {
        var found = 0;
        var lineEnd = 0;
        for (var i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                lineEnd = i + 1;
                if (++found == lines) {
                    return lineEnd;
                }
            }
        }
        return last ? piece.length : lineEnd > piece.length / 2 ? lineEnd : OutputText.end(piece);
    }

    private static String note(long from, long to, long size) {
        return "\n[bytes " + from + "-" + to + " of " + size + (to < size ? "; go on with offset " + to : "") + "]";
    }

    /// The lines that match, each with the offset where it begins.
    String grep(Pattern pattern) throws IOException, ToolException, InterruptedException {
        try (var channel = FileChannel.open(file)) {
            var at = start(channel.size());
            var in = new BufferedInputStream(Channels.newInputStream(channel.position(at)), LONGEST_LINE);
            var found = new StringBuilder();
            var count = 0;
            for (var line = line(in); line.length > 0; line = line(in)) {
                var text = OutputText.shown(line).stripTrailing();
                if (pattern.matcher(text).find()) {
                    if (count == lines || found.length() > PAGE) {
                        return found + "[more match; go on with offset " + at + "]";
                    }
                    found.append(at).append(": ").append(cut(text)).append('\n');
                    count++;
                }
                at += line.length;
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return found + "[" + count + " lines match]";
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n' || line.size() == LONGEST_LINE) {
                break;
            }
        }
        return line.toByteArray();
    }

    private static String cut(String line) {
        if (line.length() <= SHOWN_LINE) {
            return line;
        }
        var end = Character.isHighSurrogate(line.charAt(SHOWN_LINE - 1)) ? SHOWN_LINE - 1 : SHOWN_LINE;
        return line.substring(0, end) + "…";
    }

    static byte[] read(FileChannel channel, long at, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        for (var n = 0; n >= 0 && buffer.hasRemaining(); ) {
            n = channel.read(buffer, at + buffer.position());
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
