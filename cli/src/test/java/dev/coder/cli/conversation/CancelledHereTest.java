package dev.coder.cli.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Approver;
import dev.coder.cli.execute.ScriptedTool;
import dev.coder.cli.execute.TestHands;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.Contact;
import dev.coder.cli.remote.HttpAgentClient;
import dev.coder.cli.remote.LyingAgent;
import dev.coder.cli.terminal.Interrupts;
import dev.coder.cli.terminal.Output;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Workspace;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cancel ends the turn here, whatever the agent says afterwards: no call begins until the user's next message.
class CancelledHereTest {

    private static final String MESSAGES = "POST /v1/sessions/ses_1/messages";
    private static final String CONTINUATIONS = "POST /v1/sessions/ses_1/continuations";
    private static final Contact.Patience SHORT =
            new Contact.Patience(Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMillis(2));

    @TempDir
    private Path folder;

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger seq = new AtomicInteger(10);
    private final ScriptedTool note = ScriptedTool.changing("note", (what, _) -> work(what));
    private final ScriptedTool look = ScriptedTool.reading("look", (what, _) -> work(what));
    private Policy policy = TestHands.ALLOWS;
    private LyingAgent agent;
    private OpenSession session;

    @BeforeEach
    void start() throws Exception {
        agent = new LyingAgent();
        session = desk().create();
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        agent.close();
    }

    private String work(String what) throws InterruptedException {
        ran.add(what);
        if (what.startsWith("slow")) {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                stopped.countDown();
            }
        }
        return "done";
    }

    @Test
    void aRunningCallIsStoppedAndNoFurtherOneBegins() throws Exception {
        agent.streams(
                MESSAGES, turn("trn_1", call("trn_1", "c1", "note", "slow"), call("trn_1", "c2", "note", "second")));
        agent.answers(
                CONTINUATIONS,
                (exchange, _) ->
                        LyingAgent.stream(exchange, turn("trn_1", call("trn_1", "c" + seq.get(), "note", "later"))));
        var conversation = conversation();
        var asking = asking(conversation);
        running.await();
        conversation.cancel();
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(asking.get().exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(ran).containsExactly("slow");
        assertThat(agent.requests())
                .filteredOn(request -> request.startsWith(CONTINUATIONS))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request).contains("cancelled").doesNotContain("\"success\":true"));
    }

    @Test
    void whatArrivesInTheOpenStreamDoesNotRunWhateverTurnItNames() throws Exception {
        var more = new LinkedBlockingQueue<String[]>();
        agent.answers(MESSAGES, (exchange, _) -> {
            LyingAgent.stream(exchange, started("trn_1"));
            while (true) {
                LyingAgent.stream(exchange, more.take());
            }
        });
        var conversation = conversation();
        var asking = asking(conversation);
        awaitBegan();
        conversation.cancel();
        more.add(new String[] {call("trn_1", "c1", "note", "same turn")});
        more.add(new String[] {started("trn_9")});
        more.add(new String[] {call("trn_9", "c2", "note", "another turn"), call("trn_7", "c3", "look", "no turn")});
        more.add(new String[] {waiting("trn_9")});
        assertThat(asking.get().exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(ran).isEmpty();
    }

    @Test
    void aTurnOfWhichNothingIsHeardAnyMoreEndsHereAndTheNextMessageRuns() throws Exception {
        agent.hangsAfter(MESSAGES, started("trn_1"));
        agent.hangsAfter("GET /v1/sessions/ses_1/events");
        agent.answers("POST /v1/sessions/ses_1/turns/.*", (_, _) -> new CountDownLatch(1).await());
        var conversation = conversation();
        var asking = asking(conversation);
        awaitBegan();
        Thread.ofVirtual().start(() -> Interrupts.cancel(conversation));
        assertThat(asking.get().exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(conversation.resume()).isNull();

        agent.streams(
                MESSAGES,
                call("trn_1", "c1", "note", "late"),
                waiting("trn_1"),
                started("trn_2"),
                call("trn_2", "c2", "note", "wanted"),
                waiting("trn_2"));
        agent.streams(CONTINUATIONS, completed("trn_2"));
        agent.streams(
                "GET /v1/sessions/ses_1/events",
                started("trn_2"),
                call("trn_2", "c2", "note", "wanted"),
                waiting("trn_2"));
        conversation.nextMessage();
        assertThat(conversation.ask("go on").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ran).containsExactly("wanted");
    }

    @Test
    void aMessageThatIsCancelledBeforeItLeftIsNotSent() throws Exception {
        var conversation = conversation();
        conversation.nextMessage();
        conversation.cancel();
        assertThat(conversation.ask("never").exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(agent.requests()).noneMatch(request -> request.startsWith(MESSAGES));
        assertThat(conversation.resume()).isNull();
        assertThat(agent.requests()).noneMatch(request -> request.startsWith(MESSAGES));
    }

    @Test
    void aCallThatIsBeingJudgedDoesNotStart() throws Exception {
        var judged = new CountDownLatch(1);
        policy = _ -> {
            judged.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            assertThat(Thread.interrupted()).isTrue(); // as code does that swallows it
            return new Decision.Allow("test", "in the end");
        };
        agent.streams(MESSAGES, turn("trn_1", call("trn_1", "c1", "note", "judged"), call("trn_1", "c2", "look", "a")));
        var conversation = conversation();
        var asking = asking(conversation);
        judged.await();
        conversation.cancel();
        assertThat(asking.get().exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(ran).isEmpty();
    }

    @Test
    void readersSideBySideAreAllStopped() throws Exception {
        agent.streams(
                MESSAGES,
                turn(
                        "trn_1",
                        call("trn_1", "c1", "look", "slow one"),
                        call("trn_1", "c2", "look", "slow two"),
                        call("trn_1", "c3", "note", "after them")));
        var conversation = conversation();
        var asking = asking(conversation);
        running.await();
        conversation.cancel();
        assertThat(asking.get().exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(ran).doesNotContain("after them");
    }

    @Test
    void aLaterRunDoesNotGoOnWithIt() throws Exception {
        agent.hangsAfter(MESSAGES, started("trn_1"));
        var conversation = conversation();
        var asking = asking(conversation);
        awaitBegan();
        conversation.drop(); // as a second Ctrl-C does, which waits for nobody
        asking.cancel(true);
        session.close();

        agent.says("GET /v1/sessions/ses_1", LyingAgent.state("ses_1").replace("idle", "requires_action"));
        agent.streams("GET /v1/sessions/ses_1/events", turn("trn_1", call("trn_1", "c1", "note", "revived")));
        session = desk().open(session.id(), false);
        assertThat(conversation().resume()).isNull();
        assertThat(ran).isEmpty();
        assertThat(agent.requests()).anyMatch(request -> request.contains("/turns/trn_1/cancel"));
    }

    private void awaitBegan() throws IOException {
        while (!Files.readString(folder.resolve("state/sessions/ses_1/journal.jsonl"))
                .contains("trn_1")) {
            Thread.onSpinWait();
        }
    }

    private FutureTask<TurnOutcome> asking(Conversation conversation) {
        var asking = new FutureTask<>(() -> conversation.ask("do it"));
        Thread.ofVirtual().start(asking);
        return asking;
    }

    private String[] turn(String id, String... calls) {
        return Stream.of(Stream.of(started(id)), Arrays.stream(calls), Stream.of(waiting(id)))
                .flatMap(events -> events)
                .toArray(String[]::new);
    }

    private String started(String turn) {
        return "{\"type\":\"turn.started\",\"seq\":" + seq.incrementAndGet() + ",\"turnId\":\"" + turn
                + "\",\"messageId\":\"msg_1\"}";
    }

    private String call(String turn, String id, String tool, String what) {
        return "{\"type\":\"tool_call\",\"seq\":" + seq.incrementAndGet() + ",\"turnId\":\"" + turn
                + "\",\"modelCallId\":\"mc_1\",\"id\":\"" + id + "\",\"toolName\":\"" + tool + "\",\"parameters\":\""
                + what
                + "\",\"execution\":\"client\"}";
    }

    private String waiting(String turn) {
        return "{\"type\":\"turn.requires_action\",\"seq\":" + seq.incrementAndGet() + ",\"turnId\":\"" + turn
                + "\",\"pending\":[]}";
    }

    private String completed(String turn) {
        return "{\"type\":\"turn.completed\",\"seq\":" + seq.incrementAndGet() + ",\"turnId\":\"" + turn
                + "\",\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":1,\"cacheReadTokens\":0,"
                + "\"cacheWriteTokens\":0,\"outputTokens\":1}}";
    }

    private Conversation conversation() {
        var claim = session.claim();
        assertThat(claim).isNotNull();
        var hands = TestHands.of(folder, policy, Approver.NOBODY, note, look);
        return new Conversation(client(), session, claim, hands, streams().screen(Output.TEXT, false));
    }

    private SessionDesk desk() throws IOException {
        var state = new StateFolder(Files.createDirectories(folder.resolve("state")));
        var wishes = new SessionDesk.Wishes("test", new ArrayList<>(), null, null, null, List.of());
        return new SessionDesk(client(), state, new Workspace(List.of(folder)), wishes);
    }

    private AgentClient client() {
        return new HttpAgentClient(_ -> agent.endpoint(), "test", SHORT, text -> text);
    }

    private static Streams streams() {
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Streams(nowhere, nowhere, false, false, false, false);
    }
}
