package dev.coder.cli.execute;

import dev.coder.plugin.HardenedGit;
import java.util.Map;
import java.util.TreeMap;

/// The environment of commands that run unasked because they only read: the helpers that a repository may name are off.
/// What can not be switched off here makes the judge ask: see `GitSettings` in `dev.coder.cli`.
public final class UnaskedEnvironment {

    /// npm would write logs, timings and its cache where the project or the home folder says: it gets no such place.
    private static final Map<String, String> NPM = Map.of(
            "npm_config_cache", "/dev/null/npm",
            "npm_config_logs_dir", "/dev/null/npm",
            "npm_config_logs_max", "0",
            "npm_config_timing", "false",
            "npm_config_update_notifier", "false");

    private UnaskedEnvironment() {}

    /// @param child as [ChildEnvironment#of] gave it
    public static Map<String, String> of(Map<String, String> child) {
        var environment = new TreeMap<>(HardenedGit.environment(child));
        environment.putAll(NPM);
        return Map.copyOf(environment);
    }
}
