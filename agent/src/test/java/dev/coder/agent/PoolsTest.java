package dev.coder.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.agent.loop.Turns;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.Database;
import dev.coder.agent.session.Holder;
import dev.coder.agent.session.RefusedException;
import dev.coder.agent.session.SessionStream;
import dev.coder.agent.session.WorkPool;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Message;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.TurnRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Agents with different provider settings on one database: each does the work of its own pool and no other, at
/// takeover too.
@Timeout(60)
class PoolsTest {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final WorkPool WORK = new WorkPool("aaaa");
    private static final WorkPool HOME = new WorkPool("bbbb");

    @TempDir
    private Path folder;

    private final ScriptedModels gateway = new ScriptedModels();
    private final ScriptedModels cloud = new ScriptedModels();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsAskedAtOnceStaysApart(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        for (var i = 0; i < 40; i++) {
            gateway.says("from the gateway");
            cloud.says("from the cloud");
        }
        try (var work = agent(url, gateway, WORK);
                var home = agent(url, cloud, HOME);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var said = new ArrayList<Future<String>>();
            for (var i = 0; i < 80; i++) {
                var agent = i % 2 == 0 ? work : home;
                said.add(threads.submit(() -> ask(agent, session(agent), agent == work ? "work" : "home")));
            }
            for (var i = 0; i < 80; i++) {
                assertThat(said.get(i).get()).isEqualTo(i % 2 == 0 ? "from the gateway" : "from the cloud");
            }
        }
        assertThat(words(gateway)).hasSize(40).containsOnly("work");
        assertThat(words(cloud)).hasSize(40).containsOnly("home");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTurnWhoseAgentIsGoneWaitsForOneThatFits(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var session = leftBehind(url);
        cloud.says("something else");
        try (var home = agent(url, cloud, HOME)) {
            assertThat(ask(home, session(home), "home")).isEqualTo("something else");
            assertThat(home.sessions().get(OWNER, session).status()).isEqualTo("running");
            assertThat(home.sessions().get(OWNER, session).otherModelSettings()).isTrue();
        }
        assertThat(words(cloud)).containsExactly("home");

        gateway.says("at last");
        try (var work = agent(url, gateway, WORK)) {
            assertThat(text(follow(work, session))).isEqualTo("at last");
        }
        assertThat(words(cloud)).containsExactly("home");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTurnThatIsClaimedElsewhereGoesOnThere(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var session = leftBehind(url);
        cloud.says("from the cloud");
        try (var home = agent(url, cloud, HOME)) {
            home.sessions().claim(OWNER, session, new SessionRequests.ClaimExecutor("cli_1", false));
            assertThat(text(follow(home, session))).isEqualTo("from the cloud");
            assertThat(home.sessions().get(OWNER, session).otherModelSettings()).isNull();
        }
        try (var work = agent(url, gateway, WORK)) {
            gateway.says("something else");
            assertThat(ask(work, session(work), "work")).isEqualTo("something else");
        }
        assertThat(words(gateway)).containsExactly("cut off", "work");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoeverIsAtWorkWhenASessionIsClaimedElsewhereStoresNothingMore(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        gateway.then((_, _) -> {
            asked.countDown();
            release.await();
            return ScriptedModels.reply(new Message.Part.Text("too late"));
        });
        cloud.says("from the cloud");
        try (var work = agent(url, gateway, WORK);
                var home = agent(url, cloud, HOME)) {
            var session = session(work);
            prompt(work, session, "go", Turns.WhenBusy.REJECT);
            asked.await();
            home.sessions().claim(OWNER, session, new SessionRequests.ClaimExecutor("cli_2", true));
            release.countDown();
            assertThat(text(follow(home, session))).isEqualTo("from the cloud");
            assertThat(text(follow(work, session))).isEqualTo("from the cloud");
        }
        assertThat(gateway.requests()).hasSize(1);
    }

    /// What is said in one terminal is not sent along with the turn of another one.
    @ParameterizedTest
    @EnumSource(Engine.class)
    void nothingIsAddedToATurnOfOtherSettings(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var session = leftBehind(url);
        try (var home = agent(url, cloud, HOME)) {
            var turn = home.sessions().get(OWNER, session).turnId();
            for (var busy : List.of(Turns.WhenBusy.QUEUE, Turns.WhenBusy.STEER)) {
                assertThatThrownBy(() -> prompt(home, session, "private", busy))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                e -> assertThat(e.problem().name()).isEqualTo("other-model-settings"));
            }
            assertThatThrownBy(
                            () -> home.turns().steer(OWNER, session, String.valueOf(turn), once(), content("private")))
                    .isInstanceOf(RefusedException.class);
        }
    }

    /// A key that is changed, or `coder dev` begun anew with other settings: the terminal that runs the calls goes on.
    @ParameterizedTest
    @EnumSource(Engine.class)
    void theExecutorThatLooksOnBringsTheTurnAlong(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var session = leftBehind(url);
        cloud.says("with the new key");
        try (var home = agent(url, cloud, HOME)) {
            home.turns().attach(OWNER, session, new Turns.Hands("cli_2", 1L));
            home.turns().attach(OWNER, session, new Turns.Hands("cli_1", 2L));
            home.turns().attach(OWNER, session, new Turns.Hands(null, null));
            assertThat(home.sessions().get(OWNER, session).otherModelSettings()).isTrue();
            home.turns().attach(OWNER, session, new Turns.Hands("cli_1", 1L));
            assertThat(text(follow(home, session))).isEqualTo("with the new key");
        }
    }

    /// A message that waits is worked on by the pool of its session, whoever ends the turn before it.
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTurnThatIsCancelledElsewhereLeavesTheNextOneToItsPool(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var asked = new CountDownLatch(1);
        gateway.then((_, _) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException();
        });
        gateway.says("the next one");
        try (var work = agent(url, gateway, WORK);
                var home = agent(url, cloud, HOME)) {
            var session = session(work);
            var turn =
                    prompt(work, session, "first", Turns.WhenBusy.REJECT).end().turnId();
            asked.await();
            var queued = prompt(work, session, "second", Turns.WhenBusy.QUEUE);
            home.turns().cancel(OWNER, session, turn, "user");
            var events = new ArrayList<LoggedEvent>();
            work.streams().follow(session, queued.after(), queued.end(), sink(events));
            assertThat(text(events)).isEqualTo("the next one");
        }
        assertThat(cloud.requests()).isEmpty();
    }

    /// Replicas of one deployment take over from each other, whatever key each of them has at that moment.
    @ParameterizedTest
    @EnumSource(Engine.class)
    void replicasShareTheirWork(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        String session;
        cutOff(gateway);
        try (var old = agent(url, gateway, WorkPool.SHARED)) {
            session = session(old);
            prompt(old, session, "cut off", Turns.WhenBusy.REJECT);
            awaitRequest(gateway);
        }
        cloud.says("under the new key");
        try (var rolled = agent(url, cloud, WorkPool.SHARED)) {
            assertThat(text(follow(rolled, session))).isEqualTo("under the new key");
        }
    }

    /// A turn in the middle of a model call, whose agent has ended.
    private String leftBehind(String url) throws InterruptedException {
        cutOff(gateway);
        try (var work = agent(url, gateway, WORK)) {
            var session = session(work);
            prompt(work, session, "cut off", Turns.WhenBusy.REJECT);
            awaitRequest(gateway);
            return session;
        }
    }

    private static void cutOff(ScriptedModels model) {
        model.then((_, _) -> {
            new CountDownLatch(1).await();
            throw new IllegalStateException();
        });
    }

    private static void awaitRequest(ScriptedModels model) throws InterruptedException {
        while (model.requests().isEmpty()) {
            Thread.sleep(5);
        }
    }

    private static final String OWNER = "local";

    private static Agent agent(String url, ScriptedModels model, WorkPool pool) {
        var settings = Agent.Settings.server(new Holder("test", NUMBERS.incrementAndGet(), ""))
                .withPool(pool)
                .withHeartbeat(Duration.ofSeconds(1))
                .withDrainGrace(Duration.ofMillis(50));
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

    private static Turns.Once once() {
        var key = "key" + NUMBERS.incrementAndGet();
        return new Turns.Once(key, "sha-of-" + key);
    }

    private static List<Content> content(String words) {
        return List.of(new Content.Text(words));
    }

    private static Turns.Answer prompt(Agent agent, String session, String words, Turns.WhenBusy busy) {
        return agent.turns().prompt(OWNER, session, once(), new TurnRequest.Prompt(content(words)), busy);
    }

    private static String ask(Agent agent, String session, String words) throws InterruptedException {
        var answer = prompt(agent, session, words, Turns.WhenBusy.REJECT);
        var events = new ArrayList<LoggedEvent>();
        agent.streams().follow(session, answer.after(), answer.end(), sink(events));
        return text(events);
    }

    /// Up to the end of the turn in progress.
    private static List<LoggedEvent> follow(Agent agent, String session) throws InterruptedException {
        var turn = String.valueOf(agent.sessions().get(OWNER, session).turnId());
        var events = new ArrayList<LoggedEvent>();
        agent.streams().follow(session, 0, new SessionStream.End(turn, 0), sink(events));
        return events;
    }

    private static SessionStream.Sink sink(List<LoggedEvent> events) {
        return new SessionStream.Sink() {
            @Override
            public void event(LoggedEvent event) {
                if (event.seq() > 0) {
                    events.add(event);
                }
            }

            @Override
            public void heartbeat() {}
        };
    }

    private static String text(List<LoggedEvent> events) {
        return events.stream()
                .map(LoggedEvent::event)
                .filter(AgentEvent.MessageCompleted.class::isInstance)
                .map(event -> ((AgentEvent.MessageCompleted) event).content())
                .map(content -> ((Content.Text) content.getFirst()).text())
                .reduce("", String::concat);
    }

    /// What users said last in the requests that this model got.
    private static List<String> words(ScriptedModels model) {
        return model.requests().stream()
                .map(request -> TestAgent.words(request.conversation().getLast()))
                .toList();
    }
}
