package dev.coder.cli.config;

import dev.coder.policy.Rule;
import dev.coder.policy.SizeLimit;
import java.nio.file.Path;
import java.util.List;

/// What is in force: the files of the user, of trusted projects and of whoever runs the machine, together.
///
/// @param allowedPaths folders beside the projects that count as inside, resolved
/// @param rules        of all files, also those that `allowedCommands`, `blockedPaths` and `requireConfirmation` stand
/// for
/// @param confirmed    the tools whose calls are always asked for
/// @param network      whether commands in the sandbox reach the network
/// @param autoCommit   whether each turn is committed
/// @param stated       every value that counts, for the user
/// @param notices      what the user has to know: values that do not count, and why
public record Settings(
        Modes modes,
        List<Path> allowedPaths,
        List<Rule> rules,
        SizeLimit size,
        List<ConfirmedTool> confirmed,
        boolean network,
        boolean autoCommit,
        List<Stated> stated,
        List<String> notices) {

    /// Where there is no file.
    public static final Settings NONE = new Settings(
            Modes.ANY, List.of(), List.of(), SizeLimit.NONE, List.of(), false, false, List.of(), List.of());

    /// @param origin the file and line that say so
    public record ConfirmedTool(String name, String origin) {}

    /// One value that counts, as it stands in its file.
    public record Stated(String text, String origin) {}

    public Settings {
        allowedPaths = List.copyOf(allowedPaths);
        rules = List.copyOf(rules);
        confirmed = List.copyOf(confirmed);
        stated = List.copyOf(stated);
        notices = List.copyOf(notices);
    }

    /// Reads all there is; costs a look at each place where there is nothing.
    ///
    /// @param projects all of them
    /// @param trusted  those whose own files count
    /// @throws dev.coder.cli.exit.StopException when something is wrong in one of them: file, line, what was meant
    public static Settings read(ConfigFiles files, List<Path> projects, List<Path> trusted) {
        var found = files.found(trusted);
        return found.isEmpty() ? NONE : new SettingsReader(files.home(), projects).read(found);
    }
}
