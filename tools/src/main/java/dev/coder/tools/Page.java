package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A range of lines of a text file as the model gets it: numbered, capped, with advice how to go on. Memory does not
/// grow with the file.
///
/// @param start the first line wanted, from 1
/// @param end   the last line wanted
record Page(int start, int end) {

    static final int ALL = Integer.MAX_VALUE;

    static final Page FIRST = new Page(1, Integer.MAX_VALUE);

    private static final int MAX_LINES = 2000;
    private static final int MAX_CHARS = 48_000;
    private static final int MAX_LINE = 2000;

    /// @param last the last line of it that is shown, 0 where there is none, [#ALL] where that is the last of the file
    record Text(String text, int last) {}

    Text read(SeekableByteChannel channel, String shown, CharsetHint hint) throws IOException, ToolException {
        var in = Channels.newInputStream(channel);
        var isHuge = channel.size() > ProjectFile.MAX_BYTES;
        var first = isHuge ? in.readNBytes(TextCodec.SNIFFED) : in.readAllBytes();
        if (first.length == 0) {
            return new Text("[the file is empty]", ALL);
        }
        var codec = isHuge ? ofStart(first, hint) : TextCodec.of(first, hint);
        if (codec == null) {
            TextFile.requireNamed(hint, shown);
            throw ToolException.failed(shown + " is not text but " + FileKind.of(first) + " (" + channel.size()
                    + " bytes). Use run_command with a program that understands it.");
        }
        var skipped = codec.markLength();
        var all = new SequenceInputStream(new ByteArrayInputStream(first, skipped, first.length - skipped), in);
        var page = page(new LineReader(new InputStreamReader(all, codec.charset()), MAX_LINE), channel.size());
        return codec.charset().equals(StandardCharsets.UTF_8)
                ? page
                : new Text(
                        page.text + "[the file is read as " + codec.charset()
                                + ", not UTF-8; edits keep that. If letters look "
                                + "wrong, give encoding, here and in edits]",
                        page.last);
    }

    private static @Nullable TextCodec ofStart(byte[] first, CharsetHint hint) {
        return hint.named() == null ? TextCodec.ofStart(first) : new TextCodec(hint.named(), false);
    }

    private Text page(LineReader lines, long bytes) throws IOException {
        var page = new StringBuilder();
        var last = 0;
        var full = false;
        var number = 0;
        while (lines.next(number + 1 >= start && number < end && !full)) {
            number++;
            if (number >= start && number <= end && !full) {
                var line = CleanText.visible(lines.line());
                full = last > 0 && (page.length() + line.length() > MAX_CHARS || number - start >= MAX_LINES);
                if (!full) {
                    page.append(number).append('\t').append(line).append('\n');
                    last = number;
                }
            }
            if (bytes > ProjectFile.MAX_BYTES && (full || number >= end)) {
                var note = "[lines " + start + "-" + last + " of a file of " + bytes
                        + " bytes; it goes on with startLine=" + (last + 1) + "]";
                return new Text(page + note, last);
            }
        }
        return new Text(page + note(last, number), last > 0 && last == number ? ALL : last);
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

    /// As it follows a file's name in a title.
    @Override
    public String toString() {
        return end < Integer.MAX_VALUE ? ":" + start + "-" + end : ":" + start + "-";
    }
}
