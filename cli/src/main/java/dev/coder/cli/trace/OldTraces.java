package dev.coder.cli.trace;

import dev.coder.cli.config.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Traces and debug logs that nothing was added to for two weeks.
public record OldTraces(StateFolder state) {

    private static final Duration KEPT = Duration.ofDays(14);

    /// Deletes them. What cannot be deleted stays; it is in nobody's way.
    public void forget() {
        try {
            forgetIn(DebugLog.folder(state.path()), "*.log");
            if (Files.isDirectory(state.sessions())) {
                try (var sessions = Files.newDirectoryStream(state.sessions(), Files::isDirectory)) {
                    for (var session : sessions) {
                        forgetIn(session, "trace*.jsonl");
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            // another time
        }
    }

    private static void forgetIn(Path folder, String names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        var oldest = Instant.now().minus(KEPT);
        try (var files = Files.newDirectoryStream(folder, names)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
