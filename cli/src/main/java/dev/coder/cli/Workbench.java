package dev.coder.cli;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.config.FormerVariables;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.ToolNames;
import dev.coder.cli.config.Trust;
import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.SessionDesk;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.execute.CallWatcher;
import dev.coder.cli.execute.Checkpoints;
import dev.coder.cli.execute.ChildEnvironment;
import dev.coder.cli.execute.Hands;
import dev.coder.cli.execute.Judge;
import dev.coder.cli.execute.LearningPolicy;
import dev.coder.cli.execute.ModeSwitch;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.execute.WatchedTurns;
import dev.coder.cli.exit.BugLog;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.RingToolKeys;
import dev.coder.cli.project.Detection;
import dev.coder.cli.project.Instructions;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.project.ToldProjects;
import dev.coder.cli.remote.AgentAddress;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.Gate;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.remote.Network;
import dev.coder.cli.remote.WireTap;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.cli.slash.SlashCommands;
import dev.coder.cli.terminal.Output;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.trace.TraceOptions;
import dev.coder.cli.trace.Tracing;
import dev.coder.cli.undo.AutoCommit;
import dev.coder.cli.undo.Scope;
import dev.coder.cli.undo.TurnCheckpoints;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.cli.undo.UndoLimits;
import dev.coder.plugin.Workspace;
import dev.coder.policy.Allowance;
import dev.coder.policy.Policy;
import dev.coder.protocol.SessionRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Everything that a conversation needs, put together.
///
/// @param notices what the user has to know before the first turn
/// @param added   what it takes to have slash commands
record Workbench(
        StateFolder state,
        AgentClient client,
        SessionDesk desk,
        Hands hands,
        ModeSwitch modes,
        Screen screen,
        UndoDesk undo,
        List<String> notices,
        RunCommands added) {

    /// @param policy what is made of the policy of the approval mode
    static Workbench of(
            CoderCommand wish, Map<String, String> environment, Streams streams, UnaryOperator<Policy> policy)
            throws InterruptedException {
        var site = new Site(
                environment,
                StateFolder.of(environment),
                KnownProjects.open(wish.projects, environment),
                streams.screen(wish.output, wish.print),
                TraceOptions.tracing(environment, StateFolder.of(environment), streams.err()));
        var terms = Terms.of(
                wish.terms(),
                site.workspace.roots(),
                new Trust(site.state),
                ConfigFiles.of(environment),
                streams.approver());
        var notices = new ArrayList<>(terms.notices());
        var modes = modes(site, terms, notices);
        var added = RunCommands.of(terms, environment, streams);
        notices.addAll(added.plugins().notices());
        var firewall = site.firewall();
        var ring = KeyRing.of(environment, streams::hidden, firewall::know);
        FormerVariables.notice(environment).ifPresent(notices::add);
        var tools = Toolbox.installed(new RingToolKeys(environment, ring))
                .and(added.plugins().tools());
        if (!terms.settings().preferences().toolsPath().isEmpty()) {
            notices.addAll(ToolNames.notices(terms.settings().confirmed(), tools.list()));
        }
        var hands = hands(
                site, terms, new Means(tools, modes, firewall), to -> policy.apply(new SpecialFiles(to)), streams);
        site.tracing.ifPresent(tracing -> site.begin(tracing, terms, hands.firewall()));
        var preferences = terms.settings().preferences();
        var way = new AgentWay(environment, site.state, preferences, streams);
        Consumer<String> said = site.screen()::notice;
        var address =
                wish.byHand ? way.later(wish.agent, firewall::know, said) : way.to(wish.agent, firewall::know, said);
        var client = client(address, site, firewall);
        var wishes = new SessionDesk.Wishes(
                Version.CURRENT,
                hands.tools().specs(),
                wish.byHand ? null : wish.model(preferences),
                wish.maxSteps,
                sessionTimeout(preferences),
                wish.byHand ? List.of() : told(site, terms, hands));
        var desk = new SessionDesk(client, site.state, site.workspace, wishes);
        return new Workbench(
                site.state, client, desk, hands, modes, site.screen, new UndoDesk(site.scope()), notices, added);
    }

    /// What can be typed in a conversation after a slash. Reads the user's and the projects' command files.
    SlashCommands commands() {
        return added.commands(this);
    }

    /// That these projects are used now: of use to people only, so nothing waits for it.
    private static void remember(Site site) {
        try {
            KnownProjects.of(site.environment).use(site.workspace.roots());
        } catch (InterruptedException | StopException e) {
            // another time
        }
    }

    /// What the model is told of the projects.
    private static List<SessionRequests.Project> told(Site site, Terms terms, Hands hands) throws InterruptedException {
        Thread.ofVirtual().name("projects-used").start(() -> remember(site));
        var mayRead = hands.judge().searchable();
        return new ToldProjects(
                        new Detection(site.state, hands.tools(), mayRead),
                        new Instructions(mayRead),
                        Set.copyOf(terms.trusted()),
                        root -> site.preferences(root, terms).projectType(),
                        ConfigFolder.of(site.environment))
                .of(site.workspace);
    }

    /// @return null where the agent's own default will do
    private static @Nullable Duration sessionTimeout(Preferences preferences) {
        var timeout = preferences.sessionTimeout();
        return timeout.equals(Preferences.NONE.sessionTimeout()) ? null : timeout;
    }

    /// Where this run takes place.
    private record Site(
            Map<String, String> environment,
            StateFolder state,
            Workspace workspace,
            Screen screen,
            Optional<Tracing> tracing) {

        void begin(Tracing tracing, Terms terms, SecretFirewall firewall) {
            tracing.begin(firewall::hide);
            tracing.note("coder " + Version.CURRENT + ", process "
                    + ProcessHandle.current().pid() + ", Java " + Runtime.version());
            tracing.note("projects " + workspace.roots() + ", approval mode " + terms.mode());
            terms.settings().stated().forEach(stated -> tracing.note(stated.text() + " (" + stated.origin() + ")"));
            terms.notices().forEach(tracing::note);
        }

        CallWatcher watching() {
            return tracing.<CallWatcher>map(found -> found.watching(screen)).orElse(screen);
        }

        Approver listening(Approver approver) {
            return tracing.map(found -> found.listening(approver)).orElse(approver);
        }

        WireTap tap() {
            return tracing.<WireTap>map(found -> found).orElse(WireTap.NONE);
        }

        /// Those of one project.
        Preferences preferences(Path root, Terms terms) {
            if (workspace.roots().size() == 1) {
                return terms.settings().preferences();
            }
            var trusted = terms.trusted().contains(root) ? List.of(root) : List.<Path>of();
            return Settings.read(ConfigFiles.of(environment), List.of(root), trusted)
                    .preferences();
        }

        Scope scope() {
            return Scope.of(workspace, state, UndoLimits.USUAL);
        }

        SecretFirewall firewall() {
            return SecretFirewall.of(
                    state.path(),
                    state.workspace(Projects.id(workspace, state.clientId())),
                    environment,
                    StateFolder.home(environment),
                    workspace.roots());
        }

        Checkpoints checkpoints(Settings settings, Map<String, String> child, ModeSwitch modes) {
            var commits = settings.autoCommit()
                    ? AutoCommit.on(settings.committed(), child, environment, modes::isBusy)
                    : AutoCommit.off();
            var turns = new TurnCheckpoints(scope(), StateFolder.home(environment), commits, screen::notice);
            return new WatchedTurns(turns, modes, screen::notice);
        }
    }

    /// The policy of this run, which the user may switch and teach.
    private static ModeSwitch modes(Site site, Terms terms, List<String> notices) {
        var allowances = new Allowances(site.state, site.workspace.root());
        var remembered = remembered(allowances, notices);
        var guard = Guard.of(terms, remembered, site.workspace, new Guard.Ground(site.state, site.environment));
        var learning = new LearningPolicy(guard.policy(), allowances, site.screen::notice);
        return new ModeSwitch(learning, terms.mode(), terms.settings().modes(), guard::launcher);
    }

    /// What there is to run, and how freely.
    private record Means(Toolbox tools, ModeSwitch modes, SecretFirewall firewall) {}

    /// What runs the calls, and the judge before it.
    private static Hands hands(Site site, Terms terms, Means means, UnaryOperator<Policy> policy, Streams streams) {
        var tools = means.tools();
        var modes = means.modes();
        var confirmed = confirmed(terms.settings());
        var child = ChildEnvironment.of(site.environment);
        var firewall = means.firewall();
        return new Hands(
                tools,
                site.workspace,
                new Judge(policy.apply(modes), modes.memory(), confirmed, site.listening(streams.approver())),
                child,
                modes::launcher,
                site.watching(),
                new BugLog(site.state.log(), firewall::hide),
                site.checkpoints(terms.settings(), child, modes),
                firewall,
                modes);
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

    /// With the place that says so. A tool that is not here protects nothing and harms nothing.
    private static Map<String, String> confirmed(Settings settings) {
        var confirmed = new HashMap<String, String>();
        settings.confirmed().forEach(tool -> confirmed.put(tool.name(), tool.origin()));
        return confirmed;
    }

    /// What all sessions of these projects share.
    Path workspaceFolder() {
        return state.workspace(Projects.id(hands.workspace(), state.clientId()));
    }

    /// The agent alone, for those who only look at what it has.
    static AgentClient client(
            AgentOptions options, Workspace workspace, Map<String, String> environment, Streams streams)
            throws InterruptedException {
        var state = StateFolder.of(environment);
        var terms = Terms.toShow(environment, workspace.roots());
        var tracing = TraceOptions.tracing(environment, state, streams.err());
        var site = new Site(environment, state, workspace, streams.screen(Output.TEXT, true), tracing);
        var firewall = site.firewall();
        site.tracing.ifPresent(found -> site.begin(found, terms, firewall));
        var way = new AgentWay(environment, state, terms.settings().preferences(), streams);
        return client(way.to(options, firewall::know, site.screen::notice), site, firewall);
    }

    private static AgentClient client(AgentAddress address, Site site, SecretFirewall firewall) {
        return new HttpAgentClient(
                site.tracing.map(tracing -> tracing.locating(address)).orElse(address),
                new Network(site.environment),
                Version.CURRENT,
                Contact.Patience.USUAL,
                new Gate(firewall::hide, site.tap()));
    }
}
