package dev.coder.cli.execute;

import dev.coder.cli.exit.BugLog;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Tool;
import dev.coder.plugin.Workspace;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Hands for tests: real in all but the tools and the policy.
public final class TestHands {

    public static final Policy ALLOWS = _ -> new Decision.Allow("test", "everything is fine");

    private static final CallWatcher BLIND = new CallWatcher() {
        @Override
        public void callStarted(ToolCall call, String title) {}

        @Override
        public void callProgress(ToolCall call, String text) {}

        @Override
        public void callHid(ToolCall call, String sentence) {}

        @Override
        public void callLost(ToolCall call, String sentence) {}

        @Override
        public void callFinished(ToolCall call, String title, ToolResult result) {}
    };

    private TestHands() {}

    public static Hands of(Path folder, Policy policy, Approver approver, Tool... tools) {
        return new Hands(
                new Toolbox(List.of(tools)),
                new Workspace(List.of(folder)),
                new Judge(policy, Memory.NONE, Map.of(), approver),
                Map.of(),
                () -> CommandLauncher.DIRECT,
                BLIND,
                new BugLog(folder.resolve("bugs.log"), text -> text),
                Checkpoints.NONE,
                SecretFirewall.of(
                        folder.resolve("state"), folder.resolve("state/workspace"), Map.of(), folder, List.of(folder)),
                CallBoundary.NONE);
    }
}
