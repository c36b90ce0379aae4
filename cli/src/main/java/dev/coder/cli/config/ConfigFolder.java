package dev.coder.cli.config;

import java.nio.file.Path;
import java.util.Map;

/// Where the user's own settings lie.
public final class ConfigFolder {

    private ConfigFolder() {}

    /// `$CODER_CONFIG_DIR`, else `$XDG_CONFIG_HOME/coder`, else `~/.config/coder`; there may be no such folder.
    public static Path of(Map<String, String> environment) {
        var own = environment.getOrDefault("CODER_CONFIG_DIR", "");
        if (!own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        var xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return xdg.isBlank()
                ? StateFolder.home(environment).resolve(Path.of(".config", "coder"))
                : Path.of(xdg, "coder").toAbsolutePath();
    }
}
