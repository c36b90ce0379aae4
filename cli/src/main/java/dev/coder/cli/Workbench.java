package dev.coder.cli;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.SessionDesk;
import dev.coder.cli.execute.ChildEnvironment;
import dev.coder.cli.execute.Hands;
import dev.coder.cli.execute.Judge;
import dev.coder.cli.execute.LearningPolicy;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.BugLog;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.local.AgentStart;
import dev.coder.cli.local.LocalAgentAddress;
import dev.coder.cli.remote.AgentAddress;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.undo.AutoCommit;
import dev.coder.cli.undo.Scope;
import dev.coder.cli.undo.TurnCheckpoints;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.cli.undo.UndoLimits;
import dev.coder.policy.Allowance;
import dev.coder.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Everything that a conversation needs, put together.
///
/// @param notices what the user has to know before the first turn
record Workbench(
        StateFolder state,
        AgentClient client,
        SessionDesk desk,
        Hands hands,
        Screen screen,
        UndoDesk undo,
        List<String> notices) {

    /// @param policy what is made of the policy of the approval mode
    static Workbench of(
            CoderCommand wish, Map<String, String> environment, Streams streams, UnaryOperator<Policy> policy)
            throws InterruptedException {
        var state = StateFolder.of(environment);
        var workspace = Projects.open(wish.projects);
        var screen = streams.screen(wish.output, wish.print);
        var terms = Terms.of(
                wish.terms(), workspace.roots(), new Trust(state), ConfigFiles.of(environment), streams.approver());
        var allowances = new Allowances(state, workspace.root());
        var notices = new ArrayList<>(terms.notices());
        var remembered = remembered(allowances, notices);
        var guard = Guard.of(terms, remembered, workspace, new Guard.Ground(state, environment));
        var learning = new LearningPolicy(guard.policy(), allowances, screen::notice);
        var firewall = SecretFirewall.of(
                state.path(),
                state.workspace(Projects.id(workspace, state.clientId())),
                environment,
                StateFolder.home(environment),
                workspace.roots());
        var client = client(wish.agent, state, environment, firewall);
        var tools = Toolbox.installed();
        var judge = new Judge(
                policy.apply(new SpecialFiles(learning)),
                learning,
                confirmed(terms.settings(), tools),
                streams.approver());
        var child = ChildEnvironment.of(environment);
        var commits = terms.settings().autoCommit() ? AutoCommit.on(child, environment) : AutoCommit.off();
        var scope = Scope.of(workspace, state, UndoLimits.USUAL);
        var checkpoints = new TurnCheckpoints(scope, StateFolder.home(environment), commits, screen::notice);
        var hands = new Hands(
                tools,
                workspace,
                judge,
                child,
                guard.launcher(),
                screen,
                new BugLog(state.log()),
                checkpoints,
                firewall);
        var wishes = new SessionDesk.Wishes(Version.CURRENT, tools.specs(), wish.model(), wish.maxSteps);
        return new Workbench(
                state,
                client,
                new SessionDesk(client, state, workspace, wishes),
                hands,
                screen,
                new UndoDesk(scope),
                notices);
    }

    /// What cannot be read was not allowed.
    private static List<Allowance> remembered(Allowances allowances, List<String> notices) {
        try {
            return allowances.all();
        } catch (IOException e) {
            notices.add("What you always allow cannot be read (" + e.getMessage() + "), so it is asked for again");
            return List.of();
        }
    }

    /// A name that no tool has would protect nothing.
    private static Map<String, String> confirmed(Settings settings, Toolbox tools) {
        var confirmed = new HashMap<String, String>();
        for (var tool : settings.confirmed()) {
            if (tools.specs().stream().noneMatch(spec -> spec.name().equals(tool.name()))) {
                throw new StopException(
                        ExitCode.USAGE,
                        tool.origin()
                                + ": \"requireConfirmation\" knows true, read, write, delete, run, fetch, use, and the"
                                + " tools; \"" + tool.name() + "\" is none of them");
            }
            confirmed.put(tool.name(), tool.origin());
        }
        return confirmed;
    }

    /// What all sessions of these projects share.
    Path workspaceFolder() {
        return state.workspace(Projects.id(hands.workspace(), state.clientId()));
    }

    private static AgentClient client(
            AgentOptions options, StateFolder state, Map<String, String> environment, SecretFirewall firewall) {
        var address = address(options, state, environment);
        return new HttpAgentClient(address, Version.CURRENT, Contact.Patience.USUAL, firewall::hide);
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
