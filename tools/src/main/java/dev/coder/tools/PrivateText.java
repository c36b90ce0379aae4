package dev.coder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Small texts that tools keep in a private folder of Coder; a reader sees the old or the new one, never a mixture.
final class PrivateText {

    private PrivateText() {}

    /// @return empty when there is no such file
    static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    static void write(Path file, String text) throws IOException {
        var fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", "");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
