package dev.coder.cli.execute;

import dev.coder.cli.config.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// `STATE/sessions/SESSION_ID/`: what the CLI keeps of one session.
public record SessionFolder(Path path) {

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /// What tools keep of this session.
    public Path tools() {
        return path.resolve("tools");
    }

    public Path lock() {
        return path.resolve("lock");
    }

    /// The private folder of one call, made when there is none.
    Path scratch(String callId) {
        try {
            return PrivateFiles.folder(calls().resolve(callId.replaceAll("[^A-Za-z0-9_-]", "_")));
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder cannot be written: " + path, e);
        }
    }

    /// Once a turn has ended, nothing of its calls is asked for again.
    public void forgetCalls() {
        delete(calls());
    }

    /// All of it.
    public void delete() {
        delete(path);
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var tree = Files.walk(folder)) {
            for (var file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // What cannot be deleted stays; it is in nobody's way.
        }
    }

    private Path calls() {
        return path.resolve("calls");
    }
}
