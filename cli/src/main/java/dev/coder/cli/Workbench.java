package dev.coder.cli;

import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.SessionDesk;
import dev.coder.cli.execute.ChildEnvironment;
import dev.coder.cli.execute.Hands;
import dev.coder.cli.execute.Judge;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.BugLog;
import dev.coder.cli.local.AgentStart;
import dev.coder.cli.local.LocalAgentAddress;
import dev.coder.cli.remote.AgentAddress;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.undo.AutoCommit;
import dev.coder.cli.undo.Scope;
import dev.coder.cli.undo.TurnCheckpoints;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.cli.undo.UndoLimits;
import dev.coder.policy.Policy;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Everything that a conversation needs, put together.
record Workbench(StateFolder state, AgentClient client, SessionDesk desk, Hands hands, Screen screen, UndoDesk undo) {

    /// @param policy what is made of the policy of the approval mode
    static Workbench of(
            CoderCommand wish, Map<String, String> environment, Streams streams, UnaryOperator<Policy> policy) {
        var state = StateFolder.of(environment);
        var workspace = Projects.open(wish.projects);
        var screen = streams.screen(wish.output, wish.print);
        var guard = Guard.of(wish.approvalMode, workspace, state, environment);
        var client = client(wish.agent, state, environment);
        var tools = Toolbox.installed();
        var judge = new Judge(policy.apply(guard.policy()), streams.approver());
        var child = ChildEnvironment.of(environment);
        var scope = Scope.of(workspace, state, UndoLimits.USUAL);
        var checkpoints = new TurnCheckpoints(scope, StateFolder.home(environment), AutoCommit.off(), screen::notice);
        var hands = new Hands(
                tools, workspace, judge, child, guard.launcher(), screen, new BugLog(state.log()), checkpoints);
        var wishes = new SessionDesk.Wishes(Version.CURRENT, tools.specs(), wish.model(), wish.maxSteps);
        return new Workbench(
                state, client, new SessionDesk(client, state, workspace, wishes), hands, screen, new UndoDesk(scope));
    }

    /// What all sessions of these projects share.
    Path workspaceFolder() {
        return state.workspace(Projects.id(hands.workspace(), state.clientId()));
    }

    static AgentClient client(AgentOptions options, StateFolder state, Map<String, String> environment) {
        return new HttpAgentClient(address(options, state, environment), Version.CURRENT, Contact.Patience.USUAL);
    }

    private static AgentAddress address(AgentOptions options, StateFolder state, Map<String, String> environment) {
        var remote = options.remote(environment);
        if (remote == null) {
            var classPath = System.getProperty("coder.agent.classpath", "");
            var start = new AgentStart(state, Version.CURRENT, classPath, environment, options.once(environment));
            return new LocalAgentAddress(state, start, Version.CURRENT);
        }
        var key = environment.getOrDefault("CODER_API_KEY", "");
        var endpoint = new Endpoint(remote, key.isBlank() ? null : key.strip());
        return _ -> endpoint;
    }
}
