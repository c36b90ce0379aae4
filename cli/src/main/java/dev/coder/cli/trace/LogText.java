package dev.coder.cli.trace;

import dev.coder.cli.config.PrivateFiles;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Text at the end of a log that is only for people's eyes.
final class LogText {

    private LogText() {}

    /// Adds it even while its thread is being cancelled, which closes channels: what follows would be lost as well. A
    /// line that was begun then stays torn, and is written again.
    ///
    /// @return how large the file is now, in bytes
    static long append(Path file, String text) throws IOException {
        var cancelled = Thread.interrupted();
        try {
            return written(file, text);
        } catch (ClosedByInterruptException e) {
            cancelled = Thread.interrupted() || cancelled;
            return written(file, "\n" + text);
        } finally {
            if (cancelled) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long written(Path file, String text) throws IOException {
        try (var channel = PrivateFiles.append(file)) {
            PrivateFiles.writeFully(channel, text.getBytes(StandardCharsets.UTF_8));
            return channel.size();
        }
    }
}
