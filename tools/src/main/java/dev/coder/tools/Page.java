package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;

/// A range of lines of a text file as the model gets it: numbered, capped, with advice how to go on. Memory does not
/// grow
/// with the file.
///
/// @param start the first line wanted, from 1
/// @param end   the last line wanted
record Page(int start, int end) {

    private static final int MAX_LINES = 2000;
    private static final int MAX_CHARS = 48_000;
    private static final int MAX_LINE = 2000;

    String read(SeekableByteChannel channel, String shown) throws IOException, ToolException {
        var in = Channels.newInputStream(channel);
        var first = in.readNBytes(TextCodec.SNIFFED);
        if (first.length == 0) {
            return "[the file is empty]";
        }
        var codec = TextCodec.ofStart(first);
        if (codec == null) {
            throw ToolException.failed(shown + " is not text but " + FileKind.of(first) + " (" + channel.size()
                    + " bytes). Use run_command with a program that understands it.");
        }
        var skipped = codec.markLength();
        var all = new SequenceInputStream(new ByteArrayInputStream(first, skipped, first.length - skipped), in);
        return page(new BufferedReader(new InputStreamReader(all, codec.charset())), channel.size());
    }

    private String page(BufferedReader reader, long bytes) throws IOException {
        var page = new StringBuilder();
        var line = new Line();
        var last = 0;
        var full = false;
        var number = 0;
        while (line.next(reader, number + 1 >= start && number < end)) {
            number++;
            if (number >= start && number <= end && !full) {
                full = last > 0 && (page.length() + line.length() > MAX_CHARS || number - start >= MAX_LINES);
                if (!full) {
                    page.append(number).append('\t').append(line).append('\n');
                    last = number;
                }
            }
            if (bytes > ProjectFile.MAX_BYTES && (full || number >= end)) {
                return page + "[lines " + start + "-" + last + " of a file of " + bytes
                        + " bytes; it goes on with startLine=" + (last + 1) + "]";
            }
        }
        return page + note(last, number);
    }

    private String note(int last, int lines) {
        if (last == 0) {
            return "[the file has only " + lines + " lines]";
        }
        var complete = start == 1 && last == lines;
        if (complete) {
            return "";
        }
        var rest = last < Math.min(end, lines) ? ": go on with startLine=" + (last + 1) : "";
        return "[lines " + start + "-" + last + " of " + lines + rest + "]";
    }

    /// One line, cut when it is very long.
    private static final class Line {

        private final StringBuilder text = new StringBuilder();
        private long left;

        /// @param kept whether the text is wanted, or only that there is a line
        boolean next(BufferedReader reader, boolean kept) throws IOException {
            text.setLength(0);
            left = 0;
            var character = reader.read();
            if (character < 0) {
                return false;
            }
            for (; character >= 0 && character != '\n'; character = reader.read()) {
                if (!kept || text.length() >= MAX_LINE) {
                    left++;
                } else {
                    text.append((char) character);
                }
            }
            return true;
        }

        int length() {
            return text.length();
        }

        @Override
        public String toString() {
            var shown = CleanText.visible(withoutReturn());
            return left == 0 ? shown : shown + String.format(Locale.ROOT, "… [%d more characters]", left);
        }

        private String withoutReturn() {
            var end = text.length();
            return end > 0 && text.charAt(end - 1) == '\r' ? text.substring(0, end - 1) : text.toString();
        }
    }
}
