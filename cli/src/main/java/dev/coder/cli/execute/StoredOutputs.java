package dev.coder.cli.execute;

import dev.coder.cli.config.OwnFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// What the commands of all sessions wrote, in `SESSION/tools/outputs`: kept for a week.
public record StoredOutputs(Path sessions) {

    private static final Duration KEPT = Duration.ofDays(7);

    /// Deletes what is older. What cannot be deleted stays; it is in nobody's way.
    public void forgetOld() {
        try (var all = OwnFolder.ofSessions(sessions)) {
            for (var session : all.names()) {
                forgetOldIn(all, session);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // another time
        }
    }

    private static void forgetOldIn(OwnFolder sessions, Path session) throws IOException {
        try (var folder = sessions.enter(session);
                var tools = folder.enter(Path.of("tools"));
                var outputs = tools.enter(Path.of("outputs"))) {
            var oldest = Instant.now().minus(KEPT);
            for (var file : outputs.names()) {
                if (outputs.attributes(file).lastModifiedTime().toInstant().isBefore(oldest)) {
                    outputs.deleteFile(file);
                }
            }
        } catch (FileSystemException e) {
            // it has none, or another Coder has deleted it
        }
    }
}
