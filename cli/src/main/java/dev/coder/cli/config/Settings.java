package dev.coder.cli.config;

import dev.coder.policy.CommandLimit;
import dev.coder.policy.Rule;
import dev.coder.policy.SizeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What is in force: the files of the user, of trusted projects and of whoever runs the machine, together.
///
/// @param allowedPaths folders beside the projects that count as inside, resolved
/// @param rules        of all files, also those that `allowedCommands`, `blockedPaths` and `requireConfirmation` stand
/// for
/// @param limits       to the commands that may change something
/// @param confirmed    the tools whose calls are always asked for
/// @param network      whether commands in the sandbox reach the network
/// @param committed    the projects in which each turn is committed
/// @param preferences  all that is not about the policy
/// @param values       every value that counts, key by key
/// @param stated       every value of the policy that counts, for the user
/// @param notices      what the user has to know: values that do not count, and why
public record Settings(
        Modes modes,
        List<Path> allowedPaths,
        List<Rule> rules,
        List<CommandLimit> limits,
        SizeLimit size,
        List<ConfirmedTool> confirmed,
        boolean network,
        Set<Path> committed,
        Preferences preferences,
        List<Value> values,
        List<Stated> stated,
        List<String> notices) {

    private static final long STANDARD_SIZE = 10 << 20;

    /// Where there is no file.
    public static final Settings NONE = new Settings(
            Modes.ANY,
            List.of(),
            List.of(),
            List.of(),
            sizeLimit(STANDARD_SIZE, "built-in"),
            List.of(),
            false,
            Set.of(),
            Preferences.NONE,
            List.of(),
            List.of(),
            List.of());

    /// @param origin the file and line that say so
    public record ConfirmedTool(String name, String origin) {}

    /// One value that counts, as it stands in its file.
    public record Stated(String text, String origin) {}

    /// One value that counts under its key; of a list: one of its items.
    ///
    /// @param json   as it counts, with its variables put in; secrets are not in it
    /// @param origin the file and line that say so
    public record Value(ConfigKey key, String json, String origin) {}

    public Settings {
        values = List.copyOf(values);
        committed = Set.copyOf(committed);
        allowedPaths = List.copyOf(allowedPaths);
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
        confirmed = List.copyOf(confirmed);
        stated = List.copyOf(stated);
        notices = List.copyOf(notices);
    }

    /// Reads all there is; costs a look at each place where there is nothing.
    ///
    /// @param projects all of them
    /// @param trusted  those whose own files count
    /// @throws dev.coder.cli.exit.StopException when nothing in one of them can be read: file, line, what was meant
    public static Settings read(ConfigFiles files, List<Path> projects, List<Path> trusted) {
        var found = files.found(trusted);
        return found.isEmpty() ? NONE : new SettingsReader(files, projects).read(found);
    }

    /// What counts and yet does not do what it seems to, for those who look at their settings.
    ///
    /// @param projects all of them
    /// @param trusted  those whose own files count
    public static List<String> hints(ConfigFiles files, List<Path> projects, List<Path> trusted) {
        var reader = new SettingsReader(files, projects);
        reader.read(files.found(trusted));
        return reader.hints();
    }

    /// What the user should know of commands that go unasked, each with where it stands.
    public List<String> warnings() {
        return rules.stream()
                .flatMap(rule -> rule.warning().map(said -> said + "    (" + rule.origin() + ")").stream())
                .toList();
    }

    /// Whether turns are committed in any project.
    public boolean autoCommit() {
        return !committed.isEmpty();
    }

    static SizeLimit sizeLimit(long bytes, String origin) {
        return new SizeLimit(bytes, Settings::sizeOf, origin);
    }

    private static long sizeOf(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
