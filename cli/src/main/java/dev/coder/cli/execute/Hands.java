package dev.coder.cli.execute;

import dev.coder.cli.exit.BugLog;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Workspace;
import java.util.Map;
import java.util.function.Supplier;

/// What it takes to run calls, the same for all sessions of this run.
///
/// @param environment for child processes
/// @param launcher    how child processes are started
/// @param checkpoints told before anything is changed
/// @param firewall    what every result passes
/// @param boundary    told when calls are about to start, and when they have ended
public record Hands(
        Toolbox tools,
        Workspace workspace,
        Judge judge,
        Map<String, String> environment,
        Supplier<CommandLauncher> launcher,
        CallWatcher watcher,
        BugLog bugs,
        Checkpoints checkpoints,
        SecretFirewall firewall,
        CallBoundary boundary) {}
