package dev.coder.cli.secrets;

import dev.coder.cli.config.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which name stands for which value in one workspace: a file of sealed lines, to which every Coder that works there
/// adds. Thread-safe.
final class SecretBook {

    private final Path folder;
    private final Path file;
    private final Supplier<SecretKey> key;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private boolean read;

    /// @param folder of the workspace
    SecretBook(Path folder, Supplier<SecretKey> key) {
        this.folder = folder;
        this.file = folder.resolve("secrets");
        this.key = key;
    }

    /// The name of the value, the same as before where it has one. It is kept, so that it can be put back in a
    /// later
    /// run, too.
    synchronized String name(String kind, String value) {
        if (!read) {
            reread();
        }
        var known = names.get(value);
        if (known != null) {
            return known;
        }
        var name = key.get().name(kind, value);
        if (!FramedText.isTorn(value)) {
            append(key.get().seal(name + "\n" + value) + "\n");
            enter(name, value);
        }
        return name;
    }

    /// What an earlier Coder kept together with a line number is the text of no file.
    private void enter(String name, String value) {
        if (FramedText.isTorn(value)) {
            return;
        }
        values.put(name, value);
        names.putIfAbsent(value, name);
    }

    /// @return null when nothing here has that name
    synchronized @Nullable String value(String name) {
        if (!values.containsKey(name)) {
            reread();
        }
        return values.get(name);
    }

    private void append(String line) {
        try {
            PrivateFiles.folder(folder);
            try (var channel = PrivateFiles.open(file)) {
                channel.position(channel.size());
                PrivateFiles.writeFully(channel, line.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the names of hidden values cannot be kept: " + file, e);
        }
    }

    private void reread() {
        read = true;
        if (!Files.exists(file)) {
            return;
        }
        try {
            for (var line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                enter(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the names of hidden values cannot be read: " + file, e);
        }
    }

    /// A line that a crash has torn, or that another key has sealed, stands for nothing.
    private void enter(String line) {
        try {
            var parts = key.get().open(line).split("\n", 2);
            enter(parts[0], parts[1]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // It is passed over: its name is unknown, and a call that uses it is told so.
        }
    }
}
