package dev.coder.cli.exit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/// Where bugs are written down in full; the screen only ever gets one sentence.
///
/// @param file made when the first bug comes
public record BugLog(Path file) {

    /// Appends the stack trace. Never throws.
    public void write(Throwable bug) {
        var trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, Instant.now() + " " + trace + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // There is no better place to complain about a log that cannot be written.
        }
    }

    /// What the user is told.
    public String sentence(Throwable bug) {
        return "Something in Coder broke (" + bug.getClass().getSimpleName() + "); the details are in " + file;
    }
}
