package dev.coder.plugin;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The environment in which `git` starts no program that a repository, its attributes or the caller's variables name,
/// and reaches no network. It is the one list for every git of Coder's own and for every git that runs unasked.
///
/// What has no name that is known beforehand, such as `filter.NAME.clean`, is switched off by
/// [#without(Map, Collection)], which needs the names of the settings.
public final class HardenedGit {

    private static final String OFF = "false";

    /// They win over the files of the repository and of the user.
    private static final List<Map.Entry<String, String>> SETTINGS = List.of(
            Map.entry("safe.bareRepository", "explicit"),
            Map.entry("core.alternateRefsCommand", OFF),
            Map.entry("core.askPass", OFF),
            Map.entry("core.editor", OFF),
            Map.entry("core.fsmonitor", OFF),
            Map.entry("core.hooksPath", "/dev/null"),
            Map.entry("core.pager", "cat"),
            Map.entry("core.sshCommand", OFF),
            Map.entry("credential.helper", ""),
            Map.entry("diff.autoRefreshIndex", OFF),
            Map.entry("diff.ignoreSubmodules", "all"),
            Map.entry("gc.auto", "0"),
            Map.entry("commit.gpgSign", OFF),
            Map.entry("gpg.program", OFF),
            Map.entry("gpg.openpgp.program", OFF),
            Map.entry("gpg.ssh.program", OFF),
            Map.entry("gpg.ssh.defaultKeyCommand", OFF),
            Map.entry("gpg.x509.program", OFF),
            Map.entry("help.autocorrect", "never"),
            Map.entry("interactive.diffFilter", "cat"),
            Map.entry("log.showSignature", OFF),
            Map.entry("maintenance.auto", OFF),
            Map.entry("protocol.allow", "never"),
            Map.entry("sequence.editor", OFF),
            Map.entry("status.submoduleSummary", OFF),
            Map.entry("submodule.recurse", OFF));

    /// No protocol is allowed, so that a partial clone fetches nothing, by no helper: older versions of git do not know
    /// `GIT_NO_LAZY_FETCH`.
    private static final Map<String, String> VARIABLES = Map.of(
            "GIT_ALLOW_PROTOCOL", "none",
            "GIT_ASKPASS", OFF,
            "GIT_EDITOR", OFF,
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_PAGER", "cat",
            "GIT_TERMINAL_PROMPT", "0",
            "PAGER", "cat",
            "SSH_ASKPASS", OFF);

    private static final Pattern DRIVER = Pattern.compile(
            "(?s)(?i:filter)\\.(.+)\\.(?i:clean|smudge|process|required)|(?i:hook)\\.(.+)\\.(?i:command|event|enabled)");

    private HardenedGit() {}

    /// @param child the environment of child processes; its variables of git are dropped
    public static Map<String, String> environment(Map<String, String> child) {
        return environment(child, Map.of());
    }

    /// The same, without the filters and hooks that these settings define.
    ///
    /// @param settings what `git config --list --name-only` prints
    public static Map<String, String> without(Map<String, String> child, Collection<String> settings) {
        return environment(child, drivers(settings));
    }

    /// Whether some of these settings define a filter: files that have one look changed without it.
    public static boolean defineFilters(Collection<String> settings) {
        return drivers(settings).keySet().stream().anyMatch(name -> name.startsWith("filter."));
    }

    private static Map<String, String> environment(Map<String, String> child, Map<String, String> more) {
        var environment = new TreeMap<>(child);
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(VARIABLES);
        var settings =
                Stream.concat(SETTINGS.stream(), more.entrySet().stream()).toList();
        environment.put("GIT_CONFIG_COUNT", Integer.toString(settings.size()));
        for (var i = 0; i < settings.size(); i++) {
            environment.put("GIT_CONFIG_KEY_" + i, settings.get(i).getKey());
            environment.put("GIT_CONFIG_VALUE_" + i, settings.get(i).getValue());
        }
        return Map.copyOf(environment);
    }

    private static Map<String, String> drivers(Collection<String> settings) {
        var drivers = new LinkedHashMap<String, String>();
        for (var setting : settings) {
            var driver = DRIVER.matcher(setting);
            if (driver.matches() && driver.group(1) != null) {
                var filter = "filter." + driver.group(1);
                Stream.of(".clean", ".smudge", ".process").forEach(key -> drivers.put(filter + key, ""));
                drivers.put(filter + ".required", OFF);
            } else if (driver.matches()) {
                drivers.put("hook." + driver.group(2) + ".event", "");
                drivers.put("hook." + driver.group(2) + ".enabled", OFF);
            }
        }
        return drivers;
    }

    /// The program itself, where `PATH` leads to it without going through the repository's own files.
    ///
    /// @param folder the working tree
    public static Optional<Path> program(Map<String, String> child, Path folder) {
        return Stream.of(child.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(HardenedGit::absolute)
                .map(place -> place.resolve("git"))
                .filter(Files::isExecutable)
                .filter(git -> !git.startsWith(folder))
                .findFirst();
    }

    private static Stream<Path> absolute(String place) {
        try {
            return Stream.of(Path.of(place)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
