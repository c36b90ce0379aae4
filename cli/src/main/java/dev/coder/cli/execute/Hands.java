package dev.coder.cli.execute;

import dev.coder.cli.exit.BugLog;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Workspace;
import java.util.Map;

/// What it takes to run calls, the same for all sessions of this run.
///
/// @param environment for child processes
/// @param launcher    how child processes are started
/// @param checkpoints told before anything is changed
public record Hands(
        Toolbox tools,
        Workspace workspace,
        Judge judge,
        Map<String, String> environment,
        CommandLauncher launcher,
        CallWatcher watcher,
        BugLog bugs,
        Checkpoints checkpoints) {}
