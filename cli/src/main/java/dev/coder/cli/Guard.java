package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Sandbox;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import dev.coder.policy.Policy;
import dev.coder.policy.ReadOnlyCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// What stands between a call and this machine: the policy of the chosen mode, and the sandbox where the mode wants
/// one.
record Guard(Policy policy, CommandLauncher launcher) {

    private static final List<String> KEY_FOLDERS = List.of(".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker");

    static Guard of(ApprovalMode mode, Workspace workspace, StateFolder state) {
        var home = real(StateFolder.home(System.getenv()));
        var places = new Places(workspace, home, List.of(real(state.path())));
        var sandbox = mode == ApprovalMode.AUTO ? sandbox() : Optional.<Sandbox>empty();
        var readOnly = new ReadOnlyCommands(places, path -> resolved(workspace, path));
        return new Guard(
                new ModePolicy(mode, places, sandbox.isPresent(), readOnly),
                sandbox.map(found -> found.launcher(workspace, hidden(home, state)))
                        .orElse(CommandLauncher.DIRECT));
    }

    private static Optional<Sandbox> sandbox() {
        return ServiceLoader.load(Sandbox.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(Sandbox::works)
                .findFirst();
    }

    private static List<Path> hidden(Path home, StateFolder state) {
        return Stream.concat(Stream.of(real(state.path())), KEY_FOLDERS.stream().map(home::resolve))
                .filter(Files::exists)
                .toList();
    }

    private static Path resolved(Workspace workspace, Path path) {
        try {
            return workspace.resolve(path.toString());
        } catch (ToolException e) {
            throw new IllegalArgumentException("the path leads nowhere", e);
        }
    }

    private static Path real(Path folder) {
        try {
            return Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
