package dev.coder.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coder.agent.loop.Turns;
import dev.coder.agent.model.ModelException;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.Database;
import dev.coder.agent.session.Holder;
import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionStream;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Message;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.TurnRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AgentTest {

    private static final AtomicLong HOLDERS = new AtomicLong();
    private static final String OWNER = "local";
    private static final Turns.Hands HANDS = new Turns.Hands("cli_1", 1L);

    @TempDir
    private Path folder;

    private final ScriptedModels model = new ScriptedModels();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aContinuationCallsTheModelAgainWithTheResult(Engine engine) throws Exception {
        model.calls("read_file").says("It is a Maven project.");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var asked = follow(agent, session, prompt(agent, session, "What is it?"));
            var result = ToolResult.success(callIds(asked).getFirst(), ToolOutput.text("<project/>"));
            var answered = follow(agent, session, resume(agent, session, HANDS, result));

            assertThat(types(asked)).endsWith("ToolCallRequested", "ModelCallCompleted", "TurnRequiresAction");
            assertThat(text(answered)).isEqualTo("It is a Maven project.");
            assertThat(answered.getLast().event()).isInstanceOf(AgentEvent.TurnCompleted.class);
            assertThat(model.requests()).hasSize(2);
            assertThat(model.requests().getLast().conversation().getLast())
                    .isEqualTo(new Message.Tools(List.of(result)));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void resultsMayComeOneByOneAndTwice(Engine engine) throws Exception {
        model.calls("read_file", "grep_search").says("done");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var ids = callIds(follow(agent, session, prompt(agent, session, "go")));
            var first = ToolResult.success(ids.get(0), ToolOutput.text("1"));
            var second = ToolResult.success(ids.get(1), ToolOutput.text("2"));

            var partial = follow(agent, session, resume(agent, session, HANDS, second));
            assertThat(((AgentEvent.TurnRequiresAction) partial.getLast().event()).pending())
                    .extracting("id")
                    .containsExactly(ids.get(0));
            var rest = follow(agent, session, resume(agent, session, HANDS, first, second));
            var again = follow(agent, session, resume(agent, session, HANDS, first, second));
            assertThat(text(rest)).isEqualTo("done");
            assertThat(again.getLast()).isEqualTo(rest.getLast());
            assertThat(model.requests()).hasSize(2);
            assertThat(model.requests().getLast().conversation().getLast())
                    .isEqualTo(new Message.Tools(List.of(first, second)));
            assertRefused(
                    "tool-result-conflict",
                    () -> resume(agent, session, HANDS, ToolResult.success(ids.get(0), ToolOutput.text("other"))));
            assertRefused(
                    "unknown-call",
                    () -> resume(agent, session, HANDS, ToolResult.success("call_none", ToolOutput.text(""))));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aFailedAttemptIsDiscardedAndTriedAgain(Engine engine) throws Exception {
        model.fails(ModelException.Kind.OVERLOADED).says("whole answer");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var events = follow(agent, session, prompt(agent, session, "go"));
            assertThat(types(events))
                    .containsSubsequence("ModelCallStarted", "ModelCallDiscarded", "ModelCallStarted", "TurnCompleted");
            assertThat(text(events)).isEqualTo("whole answer");
            assertThat(model.requests().getFirst().conversation())
                    .isEqualTo(model.requests().getLast().conversation());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSpendLimitIsNotRetried(Engine engine) throws Exception {
        model.fails(ModelException.Kind.SPEND_LIMIT).says("the next turn works");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var failed = follow(agent, session, prompt(agent, session, "go"));
            assertThat(((AgentEvent.TurnFailed) failed.getLast().event())
                            .problem()
                            .name())
                    .isEqualTo("model-spend-limit");
            assertThat(text(follow(agent, session, prompt(agent, session, "again"))))
                    .isEqualTo("the next turn works");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void inputWhileTheModelSpeaksIsNotLost(Engine engine) throws Exception {
        var speaking = new CountDownLatch(1);
        var steered = new CountDownLatch(1);
        model.then((_, _) -> {
            speaking.countDown();
            steered.await();
            return ScriptedModels.reply(new Message.Part.Text("first"));
        });
        model.says("second");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var answer = prompt(agent, session, "go");
            speaking.await();
            var turnId = answer.end().turnId();
            agent.turns().steer(OWNER, session, turnId, once("steer"), text("use JUnit"));
            assertRefused("turn-in-progress", () -> prompt(agent, session, "busy"));
            steered.countDown();
            var events = follow(agent, session, answer);
            assertThat(text(events)).isEqualTo("firstsecond");
            assertThat(model.requests().getLast().conversation())
                    .containsExactly(
                            new Message.User(text("go")),
                            new Message.Assistant(List.of(new Message.Part.Text("first"))),
                            new Message.User(text("use JUnit")));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void inputWhileTheHandsWorkIsSeenWithTheResults(Engine engine) throws Exception {
        model.calls("read_file").says("done");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var answer = prompt(agent, session, "go");
            var id = callIds(follow(agent, session, answer)).getFirst();
            agent.turns().steer(OWNER, session, answer.end().turnId(), once("steer"), text("use JUnit"));
            var result = ToolResult.success(id, ToolOutput.text("ok"));
            var after = new TurnRequest.Continuation("continuation", session, null, 7L, List.of(result), null);
            var events = follow(agent, session, agent.turns().resume(OWNER, session, HANDS, after));

            assertThat(types(events)).containsSubsequence("SteerAccepted", "ToolResultRecorded", "TurnCompleted");
            assertThat(model.requests().getLast().conversation())
                    .endsWith(new Message.Tools(List.of(result)), new Message.User(text("use JUnit")));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aQueuedMessageBecomesTheNextTurn(Engine engine) throws Exception {
        var queued = new CountDownLatch(1);
        model.then((_, _) -> {
            queued.await();
            return ScriptedModels.reply(new Message.Part.Text("first"));
        });
        model.says("second");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            prompt(agent, session, "one");
            var next = agent.turns()
                    .prompt(OWNER, session, once("two"), new TurnRequest.Prompt(text("two")), Turns.WhenBusy.QUEUE);
            queued.countDown();
            var events = follow(agent, session, next);
            assertThat(text(events)).isEqualTo("firstsecond");
            assertThat(types(events)).containsSubsequence("TurnCompleted", "TurnStarted", "TurnCompleted");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cancellingStopsTheModelAndTheSessionGoesOn(Engine engine) throws Exception {
        var speaking = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        model.then((_, _) -> {
            speaking.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            throw new IllegalStateException();
        });
        model.says("hello again");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var answer = prompt(agent, session, "go");
            speaking.await();
            agent.turns().cancel(OWNER, session, answer.end().turnId(), "user");
            assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(follow(agent, session, answer).getLast().event())
                    .isEqualTo(new AgentEvent.TurnCancelled(answer.end().turnId(), "user"));
            agent.turns().cancel(OWNER, session, answer.end().turnId(), "user");
            assertThat(text(follow(agent, session, prompt(agent, session, "hi"))))
                    .isEqualTo("hello again");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cancellingAnswersEveryDanglingCall(Engine engine) throws Exception {
        model.calls("run_command", "run_command").says("fine");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var answer = prompt(agent, session, "go");
            var ids = callIds(follow(agent, session, answer));
            agent.turns().cancel(OWNER, session, answer.end().turnId(), "user");
            var late = resume(agent, session, HANDS, ToolResult.success(ids.getFirst(), ToolOutput.text("too late")));
            assertThat(follow(agent, session, late).getLast().event()).isInstanceOf(AgentEvent.TurnCancelled.class);

            assertThat(text(follow(agent, session, prompt(agent, session, "and now?"))))
                    .isEqualTo("fine");
            var history = model.requests().getLast().conversation();
            assertThat(((Message.Tools) history.get(2)).results())
                    .extracting("id", "errorCode")
                    .containsExactly(tuple(ids.get(0), "cancelled"), tuple(ids.get(1), "cancelled"));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aContinuationRepeatedAfterItsTurnEndsWithThatTurn(Engine engine) throws Exception {
        model.calls("read_file").says("one").says("two");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var ids = callIds(follow(agent, session, prompt(agent, session, "first")));
            var result = ToolResult.success(ids.getFirst(), ToolOutput.text("ok"));
            var ended = follow(agent, session, resume(agent, session, HANDS, result));
            follow(agent, session, prompt(agent, session, "second"));
            var again = follow(agent, session, resume(agent, session, HANDS, result));
            assertThat(text(again)).isEqualTo("one");
            assertThat(again.getLast()).isEqualTo(ended.getLast());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLimitBelowOneIsRefused(Engine engine) {
        try (var agent = agent(engine.freshUrl(folder))) {
            var none = new SessionRequests.Limits(null, null, 0);
            assertRefused(
                    "invalid-limits",
                    () -> agent.sessions()
                            .update(
                                    OWNER,
                                    session(agent),
                                    new SessionRequests.UpdateSession(null, null, none, null, null)));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRepeatedMessageAttachesToTheSameTurn(Engine engine) throws Exception {
        model.says("only once");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var prompt = new TurnRequest.Prompt(text("go"));
            var first = agent.turns().prompt(OWNER, session, once("k"), prompt, Turns.WhenBusy.REJECT);
            follow(agent, session, first);
            var second = agent.turns().prompt(OWNER, session, once("k"), prompt, Turns.WhenBusy.REJECT);
            assertThat(second).isEqualTo(first);
            assertThat(text(follow(agent, session, second))).isEqualTo("only once");
            assertThat(model.requests()).hasSize(1);
            assertRefused(
                    "idempotency-key-reused",
                    () -> agent.turns()
                            .prompt(OWNER, session, new Turns.Once("k", "other"), prompt, Turns.WhenBusy.REJECT));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void oneClientExecutesAndTakingOverIsExplicit(Engine engine) throws Exception {
        model.calls("run_command").says("done");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            var id = callIds(follow(agent, session, prompt(agent, session, "go")))
                    .getFirst();
            var result = ToolResult.success(id, ToolOutput.text("ok"));
            var other = new Turns.Hands("cli_2", 2L);
            assertRefused("not-the-executor", () -> resume(agent, session, other, result));
            assertRefused(
                    "not-the-executor",
                    () -> agent.sessions().claim(OWNER, session, new SessionRequests.ClaimExecutor("cli_2", false)));
            var claim = agent.sessions().claim(OWNER, session, new SessionRequests.ClaimExecutor("cli_2", true));
            assertThat(claim.epoch()).isEqualTo(2);
            assertRefused("not-the-executor", () -> resume(agent, session, HANDS, result));
            assertThat(text(follow(agent, session, resume(agent, session, other, result))))
                    .isEqualTo("done");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aProcessThatDrainsHandsItsTurnToAnother(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var speaking = new CountDownLatch(1);
        model.then((_, _) -> {
            speaking.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException();
        });
        model.says("from the other one");
        String session;
        Turns.Answer answer;
        try (var first = agent(url)) {
            session = session(first);
            answer = prompt(first, session, "go");
            speaking.await();
        }
        try (var second = agent(url)) {
            var events = follow(second, session, answer);
            assertThat(text(events)).isEqualTo("from the other one");
            assertThat(types(events)).containsSubsequence("ModelCallDiscarded", "ModelCallStarted", "TurnCompleted");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTurnEndsAtItsLimitOfModelCalls(Engine engine) throws Exception {
        model.calls("read_file").calls("read_file");
        try (var agent = agent(engine.freshUrl(folder))) {
            var session = session(agent);
            agent.sessions()
                    .update(
                            OWNER,
                            session,
                            new SessionRequests.UpdateSession(
                                    null, null, new SessionRequests.Limits(null, null, 1), null, null));
            var ids = callIds(follow(agent, session, prompt(agent, session, "go")));
            var ended = follow(
                    agent,
                    session,
                    resume(agent, session, HANDS, ToolResult.success(ids.getFirst(), ToolOutput.text(""))));
            assertThat(((AgentEvent.TurnCompleted) ended.getLast().event()).stopReason())
                    .isEqualTo("max_model_calls");
            assertThat(model.requests()).hasSize(1);
        }
    }

    private Agent agent(String url) {
        var settings = Agent.Settings.server(new Holder("test", HOLDERS.incrementAndGet(), ""))
                .withHeartbeat(Duration.ofSeconds(1))
                .withDrainGrace(Duration.ofMillis(100));
        var retry = new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(50), new Random(1));
        var agent = new Agent(Database.open(url), model, retry, settings, Clock.systemUTC());
        agent.start();
        return agent;
    }

    private static String session(Agent agent) {
        var client = new SessionRequests.Client("test", "1", "cli_1", null, null);
        return agent.sessions()
                .create(OWNER, new SessionRequests.CreateSession(client, null, null, null, List.of(), null))
                .sessionId()
                .value();
    }

    private static Turns.Answer prompt(Agent agent, String session, String words) {
        return agent.turns()
                .prompt(OWNER, session, once(words), new TurnRequest.Prompt(text(words)), Turns.WhenBusy.REJECT);
    }

    private static Turns.Answer resume(Agent agent, String session, Turns.Hands hands, ToolResult... results) {
        var continuation = new TurnRequest.Continuation("continuation", session, null, null, List.of(results), null);
        return agent.turns().resume(OWNER, session, hands, continuation);
    }

    private static Turns.Once once(String key) {
        return new Turns.Once(key, "sha-of-" + key);
    }

    private static List<Content> text(String words) {
        return List.of(new Content.Text(words));
    }

    private static List<LoggedEvent> follow(Agent agent, String session, Turns.Answer answer)
            throws InterruptedException {
        var events = new ArrayList<LoggedEvent>();
        agent.streams().follow(session, answer.after(), answer.end(), new SessionStream.Sink() {
            @Override
            public void event(LoggedEvent event) {
                if (event.seq() > 0) {
                    events.add(event);
                }
            }

            @Override
            public void heartbeat() {}
        });
        return events;
    }

    private static List<String> callIds(List<LoggedEvent> events) {
        return events.stream()
                .map(LoggedEvent::event)
                .filter(AgentEvent.ToolCallRequested.class::isInstance)
                .map(event -> ((AgentEvent.ToolCallRequested) event).id())
                .toList();
    }

    private static List<String> types(List<LoggedEvent> events) {
        return events.stream()
                .map(event -> event.event().getClass().getSimpleName())
                .toList();
    }

    private static String text(List<LoggedEvent> events) {
        var text = new StringBuilder();
        for (var event : events) {
            if (event.event() instanceof AgentEvent.MessageCompleted completed) {
                completed.content().forEach(content -> text.append(((Content.Text) content).text()));
            }
        }
        return text.toString();
    }

    private static void assertRefused(String name, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.problem().name()).isEqualTo(name));
    }
}
