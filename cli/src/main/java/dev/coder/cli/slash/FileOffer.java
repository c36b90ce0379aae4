package dev.coder.cli.slash;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Writes what the user wants to keep to a file of theirs; nothing is overwritten unasked.
record FileOffer(Workspace workspace) {

    /// @param name relative to the first project, or absolute
    void write(String name, String text, Seat seat) throws InterruptedException, IOException {
        var file = path(name);
        if (Files.isDirectory(file)) {
            throw new StopException(ExitCode.USAGE, file + " is a folder; name a file");
        }
        var there = Files.exists(file);
        if (there && !overwrite(file, seat)) {
            seat.notice("Nothing was written");
            return;
        }
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.write(
                file,
                text.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.WRITE,
                there ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.CREATE_NEW);
        seat.notice("Written to " + file);
    }

    private Path path(String name) {
        try {
            return workspace.root().resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new StopException(ExitCode.USAGE, "\"" + name + "\" is no name of a file");
        }
    }

    private static boolean overwrite(Path file, Seat seat) throws InterruptedException {
        return seat.pick(
                        file + " is there already",
                        List.of(Choice.of(false, "Leave it as it is", ""), Choice.of(true, "Overwrite it", "")))
                .orElse(false);
    }
}
