package dev.coder.cli.doctor;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The present folder, as a `coder` that started in it would take it.
///
/// @param folder  resolved
/// @param trusted whether its own files count
record Here(ConfigFiles files, Path folder, boolean trusted) {

    static Here of(Map<String, String> environment) {
        try {
            var folder = Path.of("").toRealPath();
            return new Here(ConfigFiles.of(environment), folder, isTrusted(folder, environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTrusted(Path folder, Map<String, String> environment) {
        try {
            return new Trust(new StateFolder(StateFolder.where(environment)))
                    .said(folder)
                    .orElse(false);
        } catch (StopException e) {
            return false; // said of the state folder
        }
    }

    /// @throws StopException when a file cannot be read
    Settings settings() {
        return Settings.read(files, List.of(folder), projects());
    }

    /// Those whose own files count.
    List<Path> projects() {
        return trusted ? List.of(folder) : List.of();
    }
}
