package dev.coder.tools.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A private folder (0700) for temporary files, made when it is first asked for.
final class TemporaryFolder {

    private @Nullable Path path;

    synchronized Path path() {
        try {
            if (path == null) {
                path = Files.createTempDirectory("coder-").toRealPath();
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With all that is in it. What cannot be deleted is left to the system, which empties `/tmp`.
    synchronized void delete() {
        try {
            if (path != null) {
                SetAside.delete(path);
                path = null;
            }
        } catch (IOException e) {
            path = null;
        }
    }
}
