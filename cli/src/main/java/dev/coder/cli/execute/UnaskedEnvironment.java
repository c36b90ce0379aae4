package dev.coder.cli.execute;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/// The environment of commands that run unasked because they only read: the helpers that a repository may name are off.
/// What can not be switched off here makes the judge ask: see `GitSettings` in `dev.coder.cli`.
public final class UnaskedEnvironment {

    /// They win over the files of the repository.
    private static final List<Entry<String, String>> GIT_CONFIG = List.of(
            Map.entry("safe.bareRepository", "explicit"),
            Map.entry("core.fsmonitor", "false"),
            Map.entry("core.hooksPath", "/dev/null"),
            Map.entry("core.pager", "cat"),
            Map.entry("core.sshCommand", "false"),
            Map.entry("core.alternateRefsCommand", "false"),
            Map.entry("credential.helper", ""),
            Map.entry("diff.autoRefreshIndex", "false"),
            Map.entry("diff.ignoreSubmodules", "all"),
            Map.entry("gc.auto", "0"),
            Map.entry("gpg.program", "false"),
            Map.entry("help.autocorrect", "never"),
            Map.entry("log.showSignature", "false"),
            Map.entry("maintenance.auto", "false"),
            Map.entry("protocol.allow", "never"),
            Map.entry("status.submoduleSummary", "false"),
            Map.entry("submodule.recurse", "false"));

    private static final Map<String, String> GIT = Map.of(
            "GIT_EDITOR", "false",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_PAGER", "cat",
            "GIT_TERMINAL_PROMPT", "0",
            "PAGER", "cat");

    /// npm would write logs, timings and its cache where the project or the home folder says: it gets no such place.
    private static final Map<String, String> NPM = Map.of(
            "npm_config_cache", "/dev/null/npm",
            "npm_config_logs_dir", "/dev/null/npm",
            "npm_config_logs_max", "0",
            "npm_config_timing", "false",
            "npm_config_update_notifier", "false");

    private UnaskedEnvironment() {}

    /// @param child as [ChildEnvironment#of] gave it, without variables of git
    public static Map<String, String> of(Map<String, String> child) {
        var environment = new TreeMap<>(child);
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(GIT);
        environment.putAll(NPM);
        environment.put("GIT_CONFIG_COUNT", Integer.toString(GIT_CONFIG.size()));
        for (var i = 0; i < GIT_CONFIG.size(); i++) {
            environment.put("GIT_CONFIG_KEY_" + i, GIT_CONFIG.get(i).getKey());
            environment.put("GIT_CONFIG_VALUE_" + i, GIT_CONFIG.get(i).getValue());
        }
        return Map.copyOf(environment);
    }
}
