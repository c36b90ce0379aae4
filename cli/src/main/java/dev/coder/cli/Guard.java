package dev.coder.cli;

import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import dev.coder.plugin.Sandbox;
import dev.coder.plugin.SecretFiles;
import dev.coder.plugin.Workspace;
import dev.coder.policy.Allowance;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import dev.coder.policy.ProtectedNames;
import dev.coder.policy.Rule;
import dev.coder.policy.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What stands between a call and this machine: the policy of the chosen mode, and the sandbox where the mode wants
/// one.
///
/// @param confinement what a sandbox would keep commands to
record Guard(ModePolicy policy, Supplier<Confinement> confinement) {

    /// Files with logins that build tools keep in a home.
    private static final List<String> LOGINS = List.of(
            ".cargo/credentials",
            ".cargo/credentials.toml",
            ".config/git/credentials",
            ".config/hub",
            ".config/pypoetry/auth.toml",
            ".gem/credentials",
            ".m2/settings-security.xml",
            ".terraform.d/credentials.tfrc.json");

    /// @param remembered what the user said "always" to
    static Guard of(Terms terms, List<Allowance> remembered, Workspace projects, Ground ground) {
        var home = real(StateFolder.home(ground.environment()));
        var workspace = widened(projects, terms.settings().allowedPaths());
        var places = new Places(workspace, home, ownFolders(ground));
        var machine = new RealMachine(workspace, ground.environment());
        var rules = new Rules(
                terms.settings().rules(),
                terms.settings().limits(),
                remembered,
                new Rule.Roots(projects.roots(), home),
                terms.settings().size(),
                machine::resolve);
        var commands = new CommandJudge(places, machine, CommandRules.NONE);
        return new Guard(
                new ModePolicy(terms.mode(), places, terms.mode() == ApprovalMode.AUTO, commands, rules),
                () -> new Confinement(
                        workspace,
                        hidden(home, ground, rules),
                        ProtectedNames.all(),
                        terms.settings().network(),
                        ground.state().path()));
    }

    /// How commands are started in this mode.
    ///
    /// @throws StopException when the mode needs a sandbox, and none works here
    Supplier<CommandLauncher> launcher(ApprovalMode mode) {
        if (mode != ApprovalMode.AUTO) {
            return () -> CommandLauncher.DIRECT;
        }
        var sandbox = sandbox();
        var confined = confinement.get();
        return () -> sandbox.launcher(confined);
    }

    /// What of this machine Coder itself uses.
    record Ground(StateFolder state, Map<String, String> environment) {}

    private static List<Path> ownFolders(Ground ground) {
        return List.of(real(ground.state().path()), real(ConfigFolder.of(ground.environment())), Path.of("/etc/coder"));
    }

    private static Workspace widened(Workspace projects, List<Path> more) {
        return new Workspace(
                Stream.concat(projects.roots().stream(), more.stream()).toList());
    }

    private static List<Path> hidden(Path home, Ground ground, Rules rules) {
        var settings = Stream.concat(
                        Stream.of(ConfigFolder.of(ground.environment())).filter(Files::exists), rules.blocked())
                .map(Guard::real);
        return Stream.concat(hidden(home, ground.state()).stream(), settings)
                .distinct()
                .toList();
    }

    private static Sandbox sandbox() {
        return Sandboxes.working()
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "Auto mode needs a sandbox for commands, and none works here: " + Sandboxes.advice()
                                + ", or choose --approval-mode edits; " + OwnCommand.with("doctor") + " tells more"));
    }

    /// What commands in the sandbox shall not see: Coder's state, and the user's keys and logins.
    static List<Path> hidden(Path home, StateFolder state) {
        var folders = Stream.of(
                        Stream.of(state.path()),
                        Places.secretFolders(home).stream(),
                        LOGINS.stream().map(home::resolve))
                .flatMap(Function.identity());
        if (!Files.isDirectory(home)) {
            return folders.filter(Files::exists).map(Guard::real).toList();
        }
        try (var files = Files.list(home)) {
            return Stream.concat(folders, files.filter(SecretFiles::isSecret))
                    .filter(Files::exists)
                    .map(Guard::real)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path real(Path folder) {
        try {
            return Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
