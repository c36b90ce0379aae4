package dev.coder.cli.setup;

import dev.coder.cli.completion.Shell;
import dev.coder.cli.config.ConfigDesk;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.config.ConfigKey;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.remote.Network;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The machine and the user that Coder is set up for.
///
/// @param preferences as they are now
/// @param launcher    the `coder` that was started; empty when it was none
/// @param classPath   of the local agent
/// @param completion  the script for a shell
public record Ground(
        Map<String, String> environment,
        Preferences preferences,
        KeyRing ring,
        Optional<Path> launcher,
        String classPath,
        String version,
        Function<Shell, String> completion) {

    /// @throws StopException when there is no home to set anything up in
    Path home() {
        var home = StateFolder.home(environment);
        if (environment.getOrDefault("HOME", "").isBlank() || !Files.isDirectory(home)) {
            throw new StopException(
                    ExitCode.USAGE, "There is no home folder to set Coder up in; set HOME to the folder of a user");
        }
        return home;
    }

    Path state() {
        return StateFolder.where(environment);
    }

    Path config() {
        return ConfigFolder.of(environment).resolve("config.json");
    }

    Network network() {
        return new Network(environment);
    }

    Path bin() {
        return home().resolve(".local").resolve("bin");
    }

    boolean isOnPath(Path folder) {
        return Arrays.asList(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .contains(folder.toString());
    }

    Optional<Shell> shell() {
        return Shell.of(environment.getOrDefault("SHELL", ""));
    }

    /// Why this model cannot stand in the settings; empty when it can.
    Optional<String> objection(String model) {
        return new ConfigDesk(ConfigFiles.of(environment), home()).objection(ConfigKey.MODEL, model);
    }

    /// The names of the keys that are stored.
    List<String> storedKeys() {
        return ring.slots().stream().map(record -> record.slot()).toList();
    }
}
