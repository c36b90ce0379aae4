package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/// The outputs of a session's commands and background processes, one file each; its name is the handle. It outlives the
/// calls; when it has grown beyond 2 GiB, the oldest outputs go.
record OutputStore(Path folder) {

    private static final long MOST_BYTES = 2L << 30;

    static OutputStore of(ToolSession session) {
        return new OutputStore(session.folder().resolve("outputs"));
    }

    /// A new output under the next free handle.
    ///
    /// @param kind the letter that its handle begins with
    CommandOutput create(char kind) throws IOException {
        Files.createDirectories(folder);
        if (Files.isSymbolicLink(folder)) {
            throw new FileSystemException(folder.toString(), null, "it is a link, not the session's folder");
        }
        var files = files();
        makeRoom(files);
        var handle = kind + Integer.toString(last(files) + 1);
        return new CommandOutput(handle, Files.newOutputStream(folder.resolve(handle), StandardOpenOption.CREATE_NEW));
    }

    Path file(CommandOutput output) {
        return folder.resolve(output.handle());
    }

    Path find(String handle) throws ToolException {
        var file = folder.resolve(handle.matches("[a-z][0-9]+") ? handle : "none");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            var newest = newest();
            throw ToolException.invalid("there is no output " + handle + "; "
                    + (newest.isEmpty() ? "there is none yet" : "the newest are: " + String.join(", ", newest)));
        }
        return file;
    }

    private List<String> newest() {
        try {
            return Files.isDirectory(folder)
                    ? files().reversed().stream()
                            .limit(5)
                            .map(file -> file.getFileName().toString())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparingInt(OutputStore::number)).toList();
        }
    }

    private static int last(List<Path> files) {
        return files.isEmpty() ? 0 : number(files.getLast());
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(1));
    }

    private static void makeRoom(List<Path> oldestFirst) throws IOException {
        var total = 0L;
        for (var file : oldestFirst) {
            total += Files.size(file);
        }
        for (var file : oldestFirst) {
            if (total <= MOST_BYTES) {
                return;
            }
            total -= Files.size(file);
            Files.delete(file);
        }
    }
}
