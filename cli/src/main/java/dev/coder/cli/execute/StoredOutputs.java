package dev.coder.cli.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// What the commands of all sessions wrote, in `SESSION/tools/outputs`: kept for a week.
public record StoredOutputs(Path sessions) {

    private static final Duration KEPT = Duration.ofDays(7);

    /// Deletes what is older. What cannot be deleted stays; it is in nobody's way.
    public void forgetOld() {
        try (var folders = Files.newDirectoryStream(sessions)) {
            for (var session : folders) {
                forgetOldIn(session.resolve("tools").resolve("outputs"));
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            // another time
        }
    }

    private static void forgetOldIn(Path outputs) throws IOException {
        if (!Files.isDirectory(outputs)) {
            return;
        }
        var oldest = Instant.now().minus(KEPT);
        try (var files = Files.newDirectoryStream(outputs)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
