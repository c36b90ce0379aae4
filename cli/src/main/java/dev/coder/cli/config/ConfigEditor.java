package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Changes one value of a configuration file; comments and everything else in it stay. A reader sees the old or the new
/// file, never half of one. What is written is private (0600).
public final class ConfigEditor {

    private ConfigEditor() {}

    /// Makes the file when there is none. Follows links, so that a file that lies elsewhere stays there.
    ///
    /// @param json the value; it is not checked what it means
    /// @throws dev.coder.cli.exit.StopException when the file cannot be read or is no JSON
    public static void set(Path file, String key, String json) throws IOException {
        change(file, text -> text.with(key, json));
    }

    /// The value as it stands in the file, in JSON.
    ///
    /// @return empty where there is no such key or no file
    public static Optional<String> get(Path path, String key) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        var file = new ConfigFile(
                Layer.USER, path, path.toString(), path.toAbsolutePath().getRoot(), false);
        return ConfigText.of(file, file.content().orElse(new byte[0])).raw(key);
    }

    /// Does nothing where there is no such key or no file.
    public static void remove(Path file, String key) throws IOException {
        if (Files.exists(file)) {
            change(file, text -> text.without(key));
        }
    }

    private static void change(Path path, Function<ConfigText, String> change) throws IOException {
        var file = new ConfigFile(
                Layer.USER, path, path.toString(), path.toAbsolutePath().getRoot(), false);
        write(path, changed(file, change));
    }

    static String changed(ConfigFile file, Function<ConfigText, String> change) {
        return change.apply(ConfigText.of(file, file.content().orElse(new byte[0])));
    }

    static void write(Path path, String text) throws IOException {
        PrivateFiles.folder(path.toAbsolutePath().resolveSibling(""));
        var real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        PrivateFiles.replace(real, text.getBytes(StandardCharsets.UTF_8));
    }
}
