package dev.coder.cli.tui;

import dev.coder.cli.config.UserLocale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// The user's own editor, for a text that is too long for one line.
record ExternalEditor(Map<String, String> environment) {

    /// Returns when the editor was closed. The terminal is the editor's meanwhile.
    ///
    /// @return the text as it was left; as it was when the editor failed
    String edit(String text) throws IOException, InterruptedException {
        var file = file();
        try {
            Files.writeString(file, text);
            var builder = new ProcessBuilder("sh", "-c", command() + " \"$1\"", "sh", file.toString()).inheritIO();
            UserLocale.restore(builder.environment());
            return builder.start().waitFor() == 0 ? Files.readString(file).stripTrailing() : text;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Path file() throws IOException {
        return Path.of("/").getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createTempFile(
                        "coder-",
                        ".md",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile("coder-", ".md");
    }

    private String command() {
        var visual = environment.getOrDefault("VISUAL", "");
        var editor = environment.getOrDefault("EDITOR", "");
        return !visual.isBlank() ? visual : !editor.isBlank() ? editor : "vi";
    }
}
