package dev.coder.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Questions and answers, line by line, on a terminal.
final class TerminalDialog implements AutoCloseable {

    private static final long POLL_MILLIS = 40;

    private final InputStream in;
    private final OutputStream out;

    /// @param in what was typed before now is dropped: nobody answers a question that they have not seen
    TerminalDialog(InputStream in, OutputStream out) throws IOException {
        this.in = in;
        this.out = out;
        while (in.available() > 0 && in.read() >= 0) {}
    }

    /// @throws IOException when there is no such terminal
    static TerminalDialog on(Path terminal) throws IOException {
        return new TerminalDialog(new FileInputStream(terminal.toFile()), new FileOutputStream(terminal.toFile()));
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What was typed, without blanks around it. Waits in small steps: a read that blocks could not be interrupted.
    String readLine() throws IOException, InterruptedException {
        var line = new ByteArrayOutputStream();
        while (true) {
            while (in.available() == 0) {
                Thread.sleep(POLL_MILLIS);
            }
            var c = in.read();
            if (c < 0) {
                throw new IOException("the terminal is gone");
            }
            if (c == '\n') {
                return line.toString(StandardCharsets.UTF_8).strip();
            }
            line.write(c);
        }
    }

    @Override
    public void close() throws IOException {
        try (in) {
            out.close();
        }
    }
}
