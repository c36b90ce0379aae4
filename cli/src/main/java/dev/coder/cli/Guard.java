package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import dev.coder.plugin.Sandbox;
import dev.coder.plugin.SecretFiles;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import dev.coder.policy.Policy;
import dev.coder.policy.ProtectedNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What stands between a call and this machine: the policy of the chosen mode, and the sandbox where the mode wants
/// one.
record Guard(Policy policy, Supplier<CommandLauncher> launcher) {

    static Guard of(ApprovalMode mode, Workspace workspace, StateFolder state, Map<String, String> environment) {
        var home = real(StateFolder.home(environment));
        var places = new Places(workspace, home, List.of(real(state.path())));
        var sandbox = mode == ApprovalMode.AUTO ? Optional.of(sandbox()) : Optional.<Sandbox>empty();
        var commands = new CommandJudge(places, new RealMachine(workspace, environment), CommandRules.NONE);
        return new Guard(
                new SpecialFiles(new ModePolicy(mode, places, sandbox.isPresent(), commands)),
                sandbox.map(found -> launcher(found, confinement(workspace, home, state)))
                        .orElse(() -> CommandLauncher.DIRECT));
    }

    private static Sandbox sandbox() {
        return Sandboxes.working()
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "Auto mode needs a sandbox for commands, and none works here: " + Sandboxes.advice()
                                + ", or choose --approval-mode edits; " + OwnCommand.with("doctor") + " tells more"));
    }

    private static Supplier<CommandLauncher> launcher(Sandbox sandbox, Confinement confinement) {
        return () -> sandbox.launcher(confinement);
    }

    private static Confinement confinement(Workspace workspace, Path home, StateFolder state) {
        return new Confinement(workspace, hidden(home, state), ProtectedNames.all(), false, state.path());
    }

    /// What commands in the sandbox shall not see: Coder's state, and the user's keys and logins.
    static List<Path> hidden(Path home, StateFolder state) {
        var folders = Stream.concat(Stream.of(state.path()), Places.secretFolders(home).stream());
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
