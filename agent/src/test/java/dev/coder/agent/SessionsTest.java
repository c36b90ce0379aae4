package dev.coder.agent;

import static dev.coder.agent.TestAgent.CLIENT;
import static dev.coder.agent.TestAgent.OWNER;
import static dev.coder.agent.TestAgent.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.agent.loop.Sessions;
import dev.coder.agent.session.RefusedException;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Message;
import dev.coder.protocol.SessionAnswers.SessionState;
import dev.coder.protocol.SessionRequests.ClaimExecutor;
import dev.coder.protocol.SessionRequests.Client;
import dev.coder.protocol.SessionRequests.Fork;
import dev.coder.protocol.SessionRequests.Project;
import dev.coder.protocol.SessionRequests.UpdateSession;
import dev.coder.protocol.SessionRequests.Workspace;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What can be done with sessions as a whole.
@Timeout(60)
class SessionsTest {

    @TempDir
    private Path folder;

    private final ScriptedModels model = new ScriptedModels();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theFirstMessageGivesATitleAndTheUserABetterOne(Engine engine) throws Exception {
        model.says("one");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "  Why does\tthe build fail?\nIt says: " + "x".repeat(300));
            assertThat(state(agent, session).title()).isEqualTo("Why does the build fail?");
            agent.update(session, UpdateSession.title(" Build\nrepair "));
            assertThat(state(agent, session).title()).isEqualTo("Build repair");
            assertRefused("invalid-request", () -> agent.update(session, UpdateSession.title(" \n ")));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRemovedIsGone(Engine engine) throws Exception {
        model.calls("read_file").says("one").says("two");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            var other = agent.session(null);
            var asked = agent.ask(session, "first");
            assertRefused("turn-in-progress", () -> agent.agent().sessions().remove(OWNER, session));
            agent.answer(session, asked, "ok");
            assertRefused("unknown-session", () -> agent.agent().sessions().remove("somebody", session));
            agent.agent().sessions().remove(OWNER, session);

            assertRefused("unknown-session", () -> state(agent, session));
            assertRefused("unknown-session", () -> agent.agent().sessions().remove(OWNER, session));
            assertThat(agent.log(session)).isEmpty();
            assertThat(list(agent, "first", null, 10)).isEmpty();
            agent.ask(other, "the other one goes on");
            assertThat(list(agent, "", null, 10))
                    .extracting(state -> state.sessionId().value())
                    .containsExactly(other);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsWhatUserAndModelSaid(Engine engine) throws Exception {
        model.says("The GRÖSSE of the buffer is 100%_wrong!").says("fine");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var first = agent.session(null);
            var second = agent.session(null);
            agent.ask(first, "Where is the leak? " + "blah ".repeat(40) + "See Parser.java");
            agent.ask(second, "Hello buffer");
            agent.update(second, UpdateSession.title("Greetings"));

            assertThat(ids(agent, "größe")).containsExactly(first);
            assertThat(ids(agent, "BUFFER")).containsExactly(second, first);
            assertThat(ids(agent, "buffer leak")).containsExactly(first);
            assertThat(ids(agent, "greet")).containsExactly(second);
            assertThat(ids(agent, "100%_w")).containsExactly(first);
            assertThat(ids(agent, "1%w")).isEmpty();
            assertThat(ids(agent, "b_ffer")).isEmpty();
            assertThat(ids(agent, "messageId")).isEmpty();
            assertThat(list(agent, "parser", null, 10).getFirst().snippet())
                    .startsWith("…")
                    .endsWith("blah See Parser.java");
            assertThat(list(agent, "", null, 10).getFirst().snippet()).isNull();
            assertThat(agent.agent()
                            .sessions()
                            .list("somebody", page("buffer", null, 10))
                            .sessions())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasSaidBeforeThereWasASearchIsFoundToo(Engine engine) throws Exception {
        model.says("The parser leaks.");
        var url = engine.freshUrl(folder);
        String session;
        try (var agent = new TestAgent(url, model)) {
            session = agent.session(null);
            agent.ask(session, "Where is the leak?");
        }
        try (var database = DriverManager.getConnection(url);
                var statement = database.createStatement()) {
            statement.execute("delete from session_text");
            statement.execute("alter table session drop column pool");
            statement.execute("drop table secret");
            if (engine == Engine.SQLITE) {
                statement.execute("drop trigger pooled_work_stays");
            }
            statement.execute("delete from flyway_schema_history where \"version\" in ('4', '5', '6')");
        }
        try (var agent = new TestAgent(url, model)) {
            assertThat(ids(agent, "PARSER")).containsExactly(session);
            assertThat(ids(agent, "where")).containsExactly(session);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoWatchesASessionThatIsRemovedIsTold(Engine engine) throws Exception {
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            var told = new CountDownLatch(1);
            var watching = Thread.ofVirtual()
                    .start(() -> agent.watch(session, event -> {
                        if (event instanceof AgentEvent.SessionCreated) {
                            agent.agent().sessions().remove(OWNER, session);
                        }
                        if (event instanceof AgentEvent.StreamClosing) {
                            told.countDown();
                        }
                    }));
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            watching.interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void pagesSkipNothingAndRepeatNothing(Engine engine) {
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var made = new ArrayList<String>();
            for (var i = 0; i < 25; i++) { // many of them within the same millisecond
                made.add(agent.session(null));
            }
            var seen = new ArrayList<String>();
            String next = null;
            do {
                var page = agent.agent().sessions().list(OWNER, page("", next, 4));
                page.sessions().forEach(session -> seen.add(session.sessionId().value()));
                next = page.next();
            } while (next != null);
            assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
            assertRefused("invalid-request", () -> agent.agent().sessions().list(OWNER, page("", "soon", 4)));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aForkBeginsWithWhatWasSaidAndGoesItsOwnWay(Engine engine) throws Exception {
        model.calls("read_file")
                .says("one")
                .says("two")
                .says("three")
                .says("four")
                .says("five");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            var asked = agent.ask(session, "first");
            assertRefused("turn-in-progress", () -> fork(agent, session, null));
            agent.answer(session, asked, "ok");
            var firstTurn = ((AgentEvent.TurnStarted) asked.getFirst().event()).turnId();
            agent.ask(session, "second");
            agent.agent().sessions().claim(OWNER, session, new ClaimExecutor("cli_9", true));

            var whole = fork(agent, session, null);
            var early = fork(agent, session, firstTurn);
            var again = fork(agent, early, null);
            agent.ask(session, "go on");
            agent.ask(whole, "go on");
            assertThat(model.requests().get(4).conversation())
                    .isEqualTo(model.requests().get(3).conversation());
            agent.ask(again, "elsewhere");
            assertThat(model.requests().getLast().conversation())
                    .extracting(message -> message.getClass().getSimpleName())
                    .containsExactly("User", "Assistant", "Tools", "Assistant", "User");
            assertThat(state(agent, whole).executor().clientId()).isEqualTo("cli_2");
            assertThat(state(agent, whole).executor().epoch()).isEqualTo(1);
            assertThat(state(agent, again).title()).isEqualTo("first (fork)");
            assertThat(agent.log(again))
                    .filteredOn(AgentEvent.ExecutorChanged.class::isInstance)
                    .isEmpty();
            assertRefused("unknown-turn", () -> fork(agent, session, "trn_none"));
            assertRefused("unknown-session", () -> fork(agent, "ses_none", null));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aForkOfAnEarlierTurnLeavesTheRunningOneAlone(Engine engine) throws Exception {
        var speaking = new CountDownLatch(1);
        var forked = new CountDownLatch(1);
        model.says("one").then((_, _) -> {
            speaking.countDown();
            forked.await();
            return ScriptedModels.reply(new Message.Part.Text("two"));
        });
        model.says("three");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            var firstTurn = ((AgentEvent.TurnStarted)
                            agent.ask(session, "first").getFirst().event())
                    .turnId();
            var running = Thread.ofVirtual().start(() -> {
                try {
                    agent.ask(session, "second");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            speaking.await();
            var fork = fork(agent, session, firstTurn);
            forked.countDown();
            running.join();
            agent.ask(fork, "third");
            assertThat(model.requests().getLast().conversation())
                    .extracting(TestAgent::words)
                    .containsExactly("first", "one", "third");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theGoalIsToldWithTheNextMessageAndThePromptOfTheSystemStays(Engine engine) throws Exception {
        model.says("one").says("two").says("three");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "first");
            agent.update(session, UpdateSession.goal("all tests green"));
            assertThat(state(agent, session).goal()).isEqualTo("all tests green");
            agent.ask(session, "second");
            agent.update(session, UpdateSession.goal(""));
            assertThat(state(agent, session).goal()).isNull();
            agent.ask(session, "third");

            var last = model.requests().getLast().conversation();
            assertThat(words(last.get(2))).contains("all tests green").endsWith("second");
            assertThat(words(last.get(4))).contains("taken back").endsWith("third");
            assertThat(model.requests())
                    .extracting("system")
                    .containsOnly(model.requests().getFirst().system());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSessionThatGoesOnElsewhereIsToldWhere(Engine engine) throws Exception {
        model.says("one").says("two");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(workspace("wsp_a", "/home/ada/shop", "Maven"));
            agent.ask(session, "first");
            var elsewhere = workspace("wsp_b", "/Users/bob/shop", "Maven");
            agent.update(session, new UpdateSession(null, null, null, elsewhere, null));
            agent.ask(session, "second");

            assertThat(state(agent, session).workspace()).isEqualTo(elsewhere);
            assertThat(list(agent, "", "wsp_b")).hasSize(1);
            assertThat(list(agent, "", "wsp_a")).isEmpty();
            assertThat(words(model.requests().getLast().conversation().getLast()))
                    .contains("/Users/bob/shop", "Maven")
                    .endsWith("second");
            assertThat(model.requests().getLast().system())
                    .isEqualTo(model.requests().getFirst().system())
                    .contains("- shop: /home/ada/shop", "Use tabs.");
        }
    }

    private static Workspace workspace(String id, String root, String facts) {
        return new Workspace(id, "shop", List.of(root), null, List.of(new Project("shop", root, facts, "Use tabs.")));
    }

    private static String fork(TestAgent agent, String session, @Nullable String turnId) {
        var client = new Client(CLIENT.name(), CLIENT.version(), "cli_2", null, null);
        return agent.agent()
                .sessions()
                .fork(OWNER, session, new Fork(client, turnId))
                .sessionId()
                .value();
    }

    private static SessionState state(TestAgent agent, String session) {
        return agent.agent().sessions().get(OWNER, session);
    }

    private static List<String> ids(TestAgent agent, String words) {
        return list(agent, words, null, 10).stream()
                .map(session -> session.sessionId().value())
                .toList();
    }

    private static List<SessionState> list(TestAgent agent, String words, @Nullable String before, long limit) {
        return agent.agent().sessions().list(OWNER, page(words, before, limit)).sessions();
    }

    private static List<SessionState> list(TestAgent agent, String words, String workspace) {
        return agent.agent()
                .sessions()
                .list(OWNER, new Sessions.Page(workspace, words, null, 10))
                .sessions();
    }

    private static Sessions.Page page(String words, @Nullable String before, long limit) {
        return new Sessions.Page(null, words, before, limit);
    }

    private static void assertRefused(String name, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.problem().name()).isEqualTo(name));
    }
}
