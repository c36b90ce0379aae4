package dev.coder.cli.trace;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A stream that hands on each of its lines to somebody else as it is read. One reader; any thread may close it.
final class TappedStream extends FilterInputStream {

    /// In bytes: of a longer line the rest is passed over.
    private static final int LONGEST = 4 << 20;

    private final Consumer<String> lines;
    private final Runnable end;
    private final Consumer<IOException> broken;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean over;

    /// @param end called once, after the last line
    TappedStream(InputStream stream, Consumer<String> lines, Runnable end, Consumer<IOException> broken) {
        super(stream);
        this.lines = lines;
        this.end = end;
        this.broken = broken;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            var count = super.read(into, offset, length);
            if (count < 0) {
                finish();
            } else {
                take(into, offset, count);
            }
            return count;
        } catch (IOException e) {
            broken.accept(e);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        finish();
        super.close();
    }

    private synchronized void take(byte[] bytes, int offset, int count) {
        var start = offset;
        for (var i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                add(bytes, start, i);
                flushLine();
                start = i + 1;
            }
        }
        add(bytes, start, offset + count);
    }

    private void add(byte[] bytes, int from, int to) {
        line.write(bytes, from, Math.min(to - from, LONGEST - line.size()));
    }

    private void flushLine() {
        var text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (!text.isEmpty()) {
            lines.accept(text);
        }
    }

    private synchronized void finish() {
        if (!over) {
            over = true;
            flushLine();
            end.run();
        }
    }
}
