package dev.coder.cli;

import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.config.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A home folder that somebody wants to have judged as if it were theirs.
final class AssumedHome {

    private AssumedHome() {}

    /// The environment of somebody who lives there: with the settings of that home, or, where it is only assumed, with
    /// those of the user. Whom they trust stays as it is.
    static Map<String, String> environment(Path home, Map<String, String> environment) {
        var assumed = new HashMap<>(environment);
        assumed.put("HOME", home.toString());
        assumed.put("CODER_STATE_DIR", StateFolder.of(environment).path().toString());
        if (!Files.isDirectory(home)) {
            assumed.put("CODER_CONFIG_DIR", ConfigFolder.of(environment).toString());
        }
        return assumed;
    }
}
