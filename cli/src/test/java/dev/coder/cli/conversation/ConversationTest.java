package dev.coder.cli.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.execute.Hands;
import dev.coder.cli.execute.JournalEntry;
import dev.coder.cli.execute.ScriptedTool;
import dev.coder.cli.execute.TestHands;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.remote.ScriptedAgent;
import dev.coder.cli.remote.ScriptedAgent.Step;
import dev.coder.cli.terminal.Output;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.TurnRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {

    private static final Contact.Patience SHORT =
            new Contact.Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMillis(2));
    private static final List<Step> SCRIPT = List.of(
            new Step(List.of("Ich sehe ", "grö", "ßer 🙂 nach."), List.of(call("a", "note"), call("b", "note"))),
            new Step(List.of("Und noch ", "einmal."), List.of(call("c", "note"), call("d", "look"))),
            new Step(List.of("Fertig: ", "drei Notizen.\n"), List.of()));
    private static final String ANSWER = "Ich sehe größer 🙂 nach.\nUnd noch einmal.\nFertig: drei Notizen.\n";

    private static final SessionId SESSION = new SessionId("ses_1");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ScriptedTool note = ScriptedTool.changing("note", (what, _) -> {
        append(what);
        return "noted " + what;
    });
    private final ScriptedTool look = ScriptedTool.reading("look", (what, _) -> "seen " + what);

    @Test
    void runsATurnToItsEnd() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            assertThat(ask(agent, state("s")).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo(ANSWER);
            assertThat(notes()).containsExactly("a", "b", "c");
            assertThat(agent.results()).extracting(ToolResult::id).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void endsTheSameHoweverTheStreamsAreCut() throws Exception {
        var random = new Random(7);
        for (var round = 0; round < 60; round++) {
            var cuts = IntStream.range(0, 6).mapToObj(_ -> random.nextInt(1200)).toList();
            endsTheSame(cuts, round);
        }
    }

    @Test
    void endsTheSameWhenEveryStreamIsCutAtOnceManyTimes() throws Exception {
        endsTheSame(IntStream.range(0, 20).mapToObj(_ -> 0).toList(), 0);
    }

    private void endsTheSame(List<Integer> cuts, int round) throws Exception {
        Files.deleteIfExists(folder.resolve("notes"));
        screen.reset();
        try (var agent = new ScriptedAgent(SCRIPT)) {
            agent.cutNextStreams(cuts);
            var outcome = ask(agent, state("s" + round));
            assertThat(outcome.text()).as("cuts %s", cuts).isEqualTo("Fertig: drei Notizen.\n");
            assertThat(screen.toString(StandardCharsets.UTF_8))
                    .as("cuts %s", cuts)
                    .isEqualTo(ANSWER);
            assertThat(notes()).as("cuts %s", cuts).containsExactly("a", "b", "c");
        }
    }

    @Test
    void goesOnAfterTheAgentWasBusy() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            agent.refuseNext(3);
            assertThat(ask(agent, state("s")).exitCode()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void goesOnWhereAKilledRunStopped() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            var state = state("s");
            try (var session = desk(agent, state).create()) {
                var claim = claim(session);
                claim.journal().write(new JournalEntry.Asked("key", List.of(new Content.Text("do it"))));
                try (var stream = client(agent).send(SESSION, prompt(), "key", claim.executor())) {
                    stream.next();
                }
                claim.journal().write(new JournalEntry.Received(call("a", "note")));
                claim.journal().write(new JournalEntry.Started("a", ""));
            }
            var outcome = resume(agent, state);
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo(ANSWER);
            assertThat(agent.results().getFirst().errorCode()).isEqualTo(ToolResult.OUTCOME_UNKNOWN);
            assertThat(notes()).containsExactly("b", "c");
        }
    }

    @Test
    void sendsAPromptThatNeverArrived() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            var state = state("s");
            try (var session = desk(agent, state).create()) {
                claim(session).journal().write(new JournalEntry.Asked("key", List.of(new Content.Text("do it"))));
            }
            assertThat(resume(agent, state).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(notes()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void imagesGoAlongAndAreSentAgainAfterAKill() throws Exception {
        var image = new Content.Image("image/png", "iVBORw0KGgo=");
        var prompt = List.<Content>of(new Content.Text("What is this?"), image);
        try (var agent = new ScriptedAgent(SCRIPT)) {
            var state = state("s");
            try (var session = desk(agent, state).create()) {
                claim(session).journal().write(new JournalEntry.Asked("key", prompt));
            }
            assertThat(resume(agent, state).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(said(agent, AgentEvent.UserMessage.class).getFirst().content())
                    .isEqualTo(prompt);
        }
    }

    @Test
    void aSteerReachesTheTurnInProgressAndHidesWhatIsSecret() throws Exception {
        var running = new CountDownLatch(1);
        var steered = new CountDownLatch(1);
        var slow = ScriptedTool.changing("note", (_, _) -> {
            running.countDown();
            steered.await();
            return "done";
        });
        var token = "tR9" + "vQ2xLm8" + "Kp4ZsW7";
        Files.writeString(folder.resolve(".env"), "DB_PASSWORD=" + token + "\n");
        try (var agent = new ScriptedAgent(SCRIPT);
                var session = desk(agent, state("s")).create()) {
            var conversation = conversation(agent, session, slow);
            assertThat(conversation.steer("too early")).isFalse();
            var asking = new FutureTask<>(() -> conversation.ask("do it"));
            Thread.ofVirtual().start(asking);
            running.await();
            assertThat(conversation.steer("use " + token)).isTrue();
            steered.countDown();
            assertThat(asking.get().exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(conversation.steer("too late")).isFalse();
            assertThat(said(agent, AgentEvent.SteerAccepted.class))
                    .singleElement()
                    .satisfies(steer -> assertThat(TurnFold.words(steer.content()))
                            .startsWith("use __SECRET_")
                            .doesNotContain(token));
        }
    }

    @Test
    void aSummaryIsATurnOfItsOwn() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT);
                var session = desk(agent, state("s")).create()) {
            var conversation = conversation(agent, session);
            conversation.ask("do it");
            var outcome = conversation.compact("care for names");
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(said(agent, AgentEvent.CompactionStarted.class))
                    .extracting(AgentEvent.CompactionStarted::instructions)
                    .containsExactly("care for names");
            assertThat(conversation.resume()).isNull();
        }
    }

    private static <T extends AgentEvent> List<T> said(ScriptedAgent agent, Class<T> type) {
        return agent.log().stream()
                .map(LoggedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void findsNothingToDoInAFinishedSession() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            var state = state("s");
            ask(agent, state);
            try (var session = desk(agent, state).last(false)) {
                assertThat(conversation(agent, session).resume()).isNull();
            }
        }
    }

    @Test
    void onlyWatchesWhatAnotherProcessOrMachineExecutes() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            try (var first = desk(agent, state("s")).create();
                    var neighbour = desk(agent, state("s")).open(SESSION, false);
                    var farAway = desk(agent, state("other")).open(SESSION, false)) {
                assertThat(first.claim()).isNotNull();
                assertThat(neighbour.claim()).isNull();
                assertThat(farAway.claim()).isNull();
            }
        }
    }

    @Test
    void doesNotRepeatWhatTheOtherMachineMayHaveStarted() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            try (var first = desk(agent, state("first")).create()) {
                client(agent)
                        .send(SESSION, prompt(), "key", claim(first).executor())
                        .close();
            }
            try (var second = desk(agent, state("second")).open(SESSION, true)) {
                var outcome = conversation(agent, second).resume();
                assertThat(outcome).isNotNull();
                assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
            }
            assertThat(agent.results())
                    .extracting(ToolResult::errorCode)
                    .containsExactly(ToolResult.OUTCOME_UNKNOWN, ToolResult.OUTCOME_UNKNOWN, null, null);
            assertThat(notes()).containsExactly("c");
        }
    }

    @Test
    void stopsRunningCallsWhenTheSessionIsTakenOver() throws Exception {
        var running = new CountDownLatch(1);
        var slow = ScriptedTool.changing("note", (_, _) -> {
            running.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        try (var agent = new ScriptedAgent(SCRIPT)) {
            var asking = new FutureTask<>(() -> ask(agent, state("s"), slow));
            Thread.ofVirtual().start(asking);
            running.await();
            agent.executeElsewhere("cli_other");
            assertThatThrownBy(asking::get)
                    .hasRootCauseInstanceOf(StopException.class)
                    .hasMessageContaining("taken");
            assertThat(agent.results()).isEmpty();
        }
    }

    @Test
    void cancelsTheTurnAndTheRunningCall() throws Exception {
        var running = new CountDownLatch(1);
        var slow = ScriptedTool.changing("note", (_, _) -> {
            running.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        try (var agent = new ScriptedAgent(SCRIPT);
                var session = desk(agent, state("s")).create()) {
            var conversation = conversation(agent, session, slow);
            var asking = new FutureTask<>(() -> conversation.ask("do it"));
            Thread.ofVirtual().start(asking);
            running.await();
            conversation.cancel();
            assertThat(asking.get().exitCode()).isEqualTo(ExitCode.CANCELLED);
            assertThat(agent.results()).extracting(ToolResult::errorCode).containsOnly(ToolResult.CANCELLED);
        }
    }

    @Test
    void saysWhichSessionIdsThereAre() throws Exception {
        try (var agent = new ScriptedAgent(SCRIPT)) {
            var desk = desk(agent, state("s"));
            assertThatThrownBy(() -> SessionDesk.named("../../etc")).hasMessageContaining("ses_");
            assertThatThrownBy(() -> desk.open(new SessionId("ses_2"), false)).hasMessageContaining("no such session");
        }
    }

    private TurnOutcome ask(ScriptedAgent agent, StateFolder state) throws Exception {
        return ask(agent, state, note);
    }

    private TurnOutcome ask(ScriptedAgent agent, StateFolder state, ScriptedTool tool) throws Exception {
        try (var session = desk(agent, state).create()) {
            return conversation(agent, session, tool).ask("do it");
        }
    }

    private TurnOutcome resume(ScriptedAgent agent, StateFolder state) throws Exception {
        try (var session = desk(agent, state).last(false)) {
            var outcome = conversation(agent, session).resume();
            assertThat(outcome).isNotNull();
            return outcome;
        }
    }

    private Conversation conversation(ScriptedAgent agent, OpenSession session) {
        return conversation(agent, session, note);
    }

    private Conversation conversation(ScriptedAgent agent, OpenSession session, ScriptedTool tool) {
        return new Conversation(
                client(agent), session, claim(session), hands(tool), streams().screen(Output.TEXT, false));
    }

    private Hands hands(ScriptedTool tool) {
        return TestHands.of(folder, TestHands.ALLOWS, Approver.NOBODY, tool, look);
    }

    private Streams streams() {
        var out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        var err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Streams(out, err, false, false, false, false);
    }

    private SessionDesk desk(ScriptedAgent agent, StateFolder state) {
        var wishes = new SessionDesk.Wishes("test", List.of(), null, null, null, List.of());
        return new SessionDesk(client(agent), state, new Workspace(List.of(folder)), wishes);
    }

    private static AgentClient client(ScriptedAgent agent) {
        return new HttpAgentClient(_ -> agent.endpoint(), "test", SHORT, text -> text);
    }

    private StateFolder state(String name) throws IOException {
        return new StateFolder(Files.createDirectories(folder.resolve(name)));
    }

    private static OpenSession.Claim claim(OpenSession session) {
        var claim = session.claim();
        assertThat(claim).isNotNull();
        return claim;
    }

    private static TurnRequest prompt() {
        return TurnRequest.Prompt.text("do it");
    }

    private static ToolCall call(String id, String tool) {
        return new ToolCall(id, tool, new RawJson("\"" + id + "\""), null);
    }

    private void append(String line) {
        try {
            Files.writeString(
                    folder.resolve("notes"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> notes() throws IOException {
        return new ArrayList<>(Files.readAllLines(folder.resolve("notes")));
    }
}
