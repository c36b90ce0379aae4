package dev.coder.tools;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A command line as a launcher has wrapped it. In a sandbox a few words of a shell come first: they note that the
/// sandbox has started, so that its own failure is never taken for the command's, and from then on errors are the
/// command's.
///
/// @param line what is to be started
record Launch(List<String> line) {

    private static final String MARK = "started";
    private static final String ERRORS = "sandbox";
    private static final String WAITING = "-";

    /// The supervisor opens 5 (the mark, one byte) and 6 (where errors of the command go).
    private static final String NOTE = "printf + >&5; exec 2>&6 5>&- 6>&-; exec \"$@\"";

    /// @param notes the folder of the supervisor's notes
    /// @throws ToolException when the sandbox cannot be made
    static Launch of(CommandLauncher launcher, List<String> command, Path folder, Path notes) throws ToolException {
        forget(notes);
        var noted = Stream.concat(Stream.of("/bin/sh", "-c", NOTE, "coder"), command.stream())
                .toList();
        var wrapped = wrapped(launcher, noted, folder);
        if (wrapped.equals(noted)) {
            return new Launch(command);
        }
        if (canBeNoted(notes)) {
            return new Launch(wrapped);
        }
        launcher.ended(); // of the line that is not started
        return new Launch(wrapped(launcher, command, folder));
    }

    private static List<String> wrapped(CommandLauncher launcher, List<String> command, Path folder)
            throws ToolException {
        try {
            return launcher.wrap(command, folder);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw ToolException.failed(sentence(String.valueOf(e.getMessage())));
        }
    }

    private static void forget(Path notes) throws ToolException {
        try {
            Files.deleteIfExists(notes.resolve(MARK));
            Files.deleteIfExists(notes.resolve(ERRORS));
        } catch (IOException e) {
            throw ToolException.failed("the command could not be started: " + e.getMessage());
        }
    }

    /// The byte of the mark is there beforehand, so that a disk that fills up meanwhile cannot lose it.
    private static boolean canBeNoted(Path notes) {
        try {
            Files.createFile(notes.resolve(ERRORS));
            Files.writeString(notes.resolve(MARK), WAITING);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether a sandbox was to be started, and never came to run the command.
    static boolean failed(Path notes) {
        try {
            return Files.readString(notes.resolve(MARK)).equals(WAITING);
        } catch (IOException e) {
            return false;
        }
    }

    /// Why, for the model and the user.
    static String failure(Path notes) {
        try (var lines = Files.lines(notes.resolve(ERRORS))) {
            return sentence(lines.filter(line -> !line.isBlank()).findFirst().orElse("it does not say why"));
        } catch (IOException | UncheckedIOException e) {
            return sentence("it does not say why");
        }
    }

    private static String sentence(String why) {
        return "the sandbox could not be started, so the command did not run (" + CleanText.oneLine(why)
                + "). \"coder doctor\" tests the sandbox; with \"--approval-mode edits\" commands run without one, after"
                + " a question";
    }
}
