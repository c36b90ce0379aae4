package dev.coder.cli.slash;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.conversation.OpenSession;
import dev.coder.cli.conversation.SessionDesk;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.execute.LearningPolicy;
import dev.coder.cli.execute.ModeSwitch;
import dev.coder.cli.execute.ScriptedTool;
import dev.coder.cli.execute.TestHands;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.plugins.Plugins;
import dev.coder.cli.remote.MemoryAgent;
import dev.coder.cli.sessions.SessionCatalog;
import dev.coder.cli.terminal.Output;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.undo.AutoCommit;
import dev.coder.cli.undo.Scope;
import dev.coder.cli.undo.TurnCheckpoints;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.cli.undo.UndoLimits;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.Machine;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A run of Coder with one session and a user at a [RecordingSeat]; real in all but agent, tools and reports.
final class SlashBench implements AutoCloseable {

    final MemoryAgent agent = new MemoryAgent();
    final RecordingSeat seat = new RecordingSeat();
    final Path project;
    final ModeSwitch modes;
    private final StateFolder state;
    private final Workspace workspace;
    private final SessionDesk desk;
    private final List<Plugins.Added> added;
    private final OpenSession session;

    SlashBench(Path folder, Plugins.Added... added) throws IOException, InterruptedException {
        this.project = Files.createDirectories(folder.resolve("project")).toRealPath();
        this.state =
                new StateFolder(Files.createDirectories(folder.resolve("state")).toRealPath());
        this.workspace = new Workspace(List.of(project));
        this.desk = new SessionDesk(
                agent, state, workspace, new SessionDesk.Wishes("test", List.of(), null, null, null, List.of()));
        this.modes = modes(folder);
        this.added = List.of(added);
        this.session = desk.create();
        sit(session);
    }

    private ModeSwitch modes(Path folder) {
        var places = new Places(workspace, folder, List.of());
        var judge = new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE);
        var policy = new LearningPolicy(
                new ModePolicy(ApprovalMode.ASK, places, false, judge), new Allowances(state, project), seat::notice);
        return new ModeSwitch(policy, ApprovalMode.ASK, Settings.NONE.modes(), mode -> {
            if (mode == ApprovalMode.AUTO) {
                throw new StopException(ExitCode.USAGE, "Auto mode needs a sandbox");
            }
            return () -> CommandLauncher.DIRECT;
        });
    }

    private void sit(OpenSession present) {
        var claim = present.claim();
        if (claim == null) {
            throw new IllegalStateException("the session is not ours");
        }
        var hands = TestHands.of(project, TestHands.ALLOWS, Approver.NOBODY);
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var screen = new Streams(nowhere, nowhere, false, false, false, false).screen(Output.TEXT, false);
        seat.in(present, new Conversation(agent, present, claim, hands, screen));
    }

    SlashCommands commands() {
        return SlashCommands.all(new Surroundings(
                agent, desk, catalog(), workspace, undo(), tools(), modes, new ScriptedReports(), added, List.of()));
    }

    SessionCatalog catalog() {
        return new SessionCatalog(agent, state, Projects.id(workspace, state.clientId()));
    }

    private static Toolbox tools() {
        return new Toolbox(
                List.of(ScriptedTool.reading("look", (_, _) -> ""), ScriptedTool.changing("edit_file", (_, _) -> "")));
    }

    private UndoDesk undo() {
        return new UndoDesk(scope());
    }

    private Scope scope() {
        return Scope.of(workspace, state, UndoLimits.USUAL);
    }

    String id() {
        return session.id().value();
    }

    /// Another session of the same project, which nobody holds now.
    String other(String prompt, String answer) throws IOException, InterruptedException {
        try (var other = desk.create()) {
            agent.turn(other.id().value(), prompt, answer);
            return other.id().value();
        }
    }

    /// What is typed; answers what was shown.
    String type(String line) throws IOException, InterruptedException {
        commands().run(line, seat);
        return seat.shown();
    }

    /// A turn of the present session that writes a file.
    void turnWrites(String turn, String name, String text) throws IOException, InterruptedException {
        var checkpoints = new TurnCheckpoints(scope(), project.resolveSibling("home"), AutoCommit.off(), seat::notice);
        checkpoints.turnBegan(id(), turn);
        checkpoints.asked("write");
        checkpoints.before(List.of(new Effect.WriteFile(project.resolve(name))));
        Files.writeString(project.resolve(name), text);
        checkpoints.turnEnded();
    }

    @Override
    public void close() throws IOException {
        session.close();
        for (var moved : seat.moves()) {
            moved.close();
        }
    }

    private record ScriptedReports() implements Reports {

        @Override
        public List<String> policy() {
            return List.of("Approval mode: ask");
        }

        @Override
        public List<String> projects() {
            return List.of("/work/shop    java");
        }

        @Override
        public List<String> doctor() {
            return List.of("OK    java");
        }

        @Override
        public List<String> gitDiff() {
            return List.of("+new line");
        }

        @Override
        public String confirmedBy(String toolName) {
            return toolName.equals("look") ? "~/.config/coder/config.json:3" : "";
        }
    }
}
