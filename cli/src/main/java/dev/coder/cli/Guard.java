package dev.coder.cli;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;

/// What stands between a call and this machine: the policy of the chosen mode, and the sandbox where it wants one.
record Guard(Policy policy, CommandLauncher launcher) {

    static Guard of(ApprovalMode mode, Workspace workspace) {
        return new Guard(_ -> new Decision.Allow(mode.word(), "PLACEHOLDER"), CommandLauncher.DIRECT);
    }
}
