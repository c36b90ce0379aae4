package dev.coder.cli.slash;

import dev.coder.cli.exit.OwnCommand;
import java.util.Map;
import java.util.Optional;

/// Names that people type after `/` from habit, for what Coder has in another place.
final class Elsewhere {

    private static final Map<String, String> COMMANDS = Map.of(
            "analyze", "analyze .",
            "setup", "setup",
            "login", "auth login",
            "logout", "auth logout",
            "config", "config list --origin",
            "settings", "config list --origin",
            "theme", "config set theme dark",
            "trust", "trust");

    private Elsewhere() {}

    /// What to do instead; empty when the name means nothing here.
    static Optional<String> of(String name) {
        return Optional.ofNullable(COMMANDS.get(name)).map(command -> "in a shell: " + OwnCommand.with(command));
    }
}
