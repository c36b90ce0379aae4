package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import dev.coder.protocol.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where build tools in a sandbox put what they would put into the user's home: into a folder of the project's own,
/// which nothing outside of sandboxes reads. What lies in the home already is read from there, as far as the tool can.
///
/// @param folder in the private store, kept from command to command
record BuildCaches(Path folder) {

    static BuildCaches of(Confinement confinement) {
        var roots = Sha256.hex(confinement.workspace().roots().toString());
        var folder = confinement.store().resolve("sandbox-caches").resolve(roots.substring(0, 16));
        try {
            return new BuildCaches(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Environment variables.
    ///
    /// @param seen the folder, as commands see it
    /// @param home of the user
    static Map<String, String> settings(Path seen, Path home) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("GOCACHE", seen.resolve("go-build").toString());
        settings.put("GRADLE_USER_HOME", seen.resolve("gradle").toString());
        settings.put("GRADLE_RO_DEP_CACHE", home.resolve(".gradle/caches").toString());
        settings.put("npm_config_logs_dir", seen.resolve("npm-logs").toString());
        // From 3.9 on; a Maven before that writes to the home, and fails where it has to
        settings.put(
                "MAVEN_ARGS",
                "-Dmaven.repo.local=" + seen.resolve("m2") + " -Dmaven.repo.local.tail="
                        + home.resolve(".m2/repository"));
        return settings;
    }

    /// The settings as words for `env`.
    static List<String> words(Path seen, Path home) {
        return settings(seen, home).entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
    }
}
