package dev.coder.cli.exit;

import dev.coder.cli.config.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// Where bugs are written down in full, without secrets; the screen only ever gets one sentence.
///
/// @param file made when the first bug comes (0600)
/// @param gate what every text passes before it is written: the message of an exception may quote anything
public record BugLog(Path file, UnaryOperator<String> gate) {

    /// Appends the stack trace. Never throws.
    public void write(Throwable bug) {
        var trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        try {
            var text = Instant.now() + " " + gate.apply(trace.toString()) + "\n";
            PrivateFiles.folder(file.resolveSibling(""));
            try (var channel = PrivateFiles.append(file)) {
                PrivateFiles.writeFully(channel, text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | RuntimeException e) {
            // There is no better place to complain about a log that cannot be written.
        }
    }

    /// What the user is told.
    public String sentence(Throwable bug) {
        return "Something in Coder broke (" + bug.getClass().getSimpleName() + "); the details are in " + file;
    }
}
