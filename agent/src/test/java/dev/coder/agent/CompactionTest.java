package dev.coder.agent;

import static dev.coder.agent.TestAgent.OWNER;
import static dev.coder.agent.TestAgent.types;
import static dev.coder.agent.TestAgent.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.agent.loop.Turns;
import dev.coder.agent.model.ModelException;
import dev.coder.agent.model.ModelReply;
import dev.coder.agent.session.RefusedException;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.SessionRequests.UpdateSession;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.Usage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A summary takes the place of what was said, by the user's wish or because the model's context is full.
@Timeout(60)
class CompactionTest {

    @TempDir
    private Path folder;

    private final ScriptedModels model = new ScriptedModels();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theModelSeesTheSummaryAndTheLastTurnWordForWord(Engine engine) throws Exception {
        model.says("one").says("two").says("They greeted me twice.").says("three");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "first");
            agent.ask(session, "second");
            var compacted = agent.compact(session, "care for names");
            agent.ask(session, "third");

            assertThat(types(compacted))
                    .containsSubsequence(
                            "TurnStarted",
                            "CompactionStarted",
                            "ModelCallStarted",
                            "ModelCallCompleted",
                            "ContextCompacted",
                            "TurnCompleted")
                    .doesNotContain("MessageCompleted");
            assertThat(words(model.requests().get(2).conversation().getLast()))
                    .startsWith("Write a summary of this session")
                    .endsWith("care for names");
            var seen = model.requests().getLast().conversation();
            assertThat(words(seen.getFirst()))
                    .contains("They greeted me twice.", "second")
                    .doesNotContain("first");
            assertThat(words(seen.get(1))).isEqualTo("two");
            assertThat(words(seen.getLast())).isEqualTo("third");
        }
    }

    @Test
    void itBeginsByItselfBeforeTheContextIsFull() throws Exception {
        model.then((_, _) -> almostFull(ScriptedModels.reply(new Message.Part.Text("big"))))
                .says("SUMMARY")
                .says("fresh");
        model.named("openai/gpt-6.1-sol");
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "first " + "x".repeat(60_000));
            var events = agent.ask(session, "go on");

            assertThat(types(events))
                    .containsSubsequence(
                            "UserMessage",
                            "CompactionStarted",
                            "ContextCompacted",
                            "ModelCallStarted",
                            "TurnCompleted");
            assertThat(words(model.requests().getLast().conversation().getFirst()))
                    .contains("SUMMARY", "go on")
                    .doesNotContain("xxxx");
        }
    }

    private static ModelReply almostFull(ModelReply reply) {
        return new ModelReply(reply.message(), new Usage(950_000, 0, 0, 10_000), reply.stopReason());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void inTheMiddleOfATurnNoCallIsPartedFromItsResult(Engine engine) throws Exception {
        model.calls("read_file", "grep_search")
                .calls("read_file")
                .calls("read_file")
                .fails(ModelException.Kind.CONTEXT_TOO_LONG)
                .says("SUMMARY of the work")
                .says("done");
        try (var agent = new TestAgent(engine.freshUrl(folder), model)) {
            var session = agent.session(null);
            var events = agent.ask(session, "Repair the parser.");
            events = agent.answer(session, events, "a".repeat(20_000));
            events = agent.answer(session, events, "b".repeat(20_000));
            events = agent.answer(session, events, "c".repeat(9_000));

            assertThat(types(events)).containsSubsequence("ModelCallDiscarded", "CompactionStarted", "TurnCompleted");
            var seen = model.requests().getLast().conversation();
            assertThat(words(seen.getFirst())).contains("SUMMARY of the work", "Repair the parser.");
            assertThat(seen).hasSize(3);
            assertThat(words(seen.getLast())).contains("ccc");
            model.requests().forEach(request -> assertThatNothingDangles(request.conversation()));
        }
    }

    /// What every provider demands of a history.
    private static void assertThatNothingDangles(List<Message> conversation) {
        assertThat(conversation.getFirst()).isInstanceOf(Message.User.class);
        var open = new HashSet<String>();
        for (var message : conversation) {
            switch (message) {
                case Message.User _ -> assertThat(open).isEmpty();
                case Message.Assistant assistant -> {
                    assertThat(open).isEmpty();
                    assistant.calls().forEach(call -> open.add(call.id()));
                }
                case Message.Tools(var results) ->
                    results.forEach(
                            result -> assertThat(open.remove(result.id())).isTrue());
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void whatIsTooLongForASummaryToIsShortenedUntilItFits() throws Exception {
        model.calls("read_file")
                .fails(ModelException.Kind.CONTEXT_TOO_LONG)
                .fails(ModelException.Kind.CONTEXT_TOO_LONG)
                .fails(ModelException.Kind.CONTEXT_TOO_LONG)
                .says("SUMMARY")
                .says("done");
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            var events = agent.answer(session, agent.ask(session, "go"), "y".repeat(50_000));

            assertThat(events.getLast().event()).isInstanceOf(AgentEvent.TurnCompleted.class);
            var sizes = model.requests().stream()
                    .map(request -> request.conversation().toString().length())
                    .toList();
            assertThat(sizes.get(2)).isGreaterThan(50_000);
            assertThat(sizes.get(3)).isLessThan(10_000);
            model.requests().forEach(request -> assertThatNothingDangles(request.conversation()));
        }
    }

    @Test
    void aModelThatFindsEverythingTooLongEndsTheTurnAndNotMore() throws Exception {
        for (var i = 0; i < 12; i++) {
            model.fails(ModelException.Kind.CONTEXT_TOO_LONG);
        }
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var events = agent.ask(agent.session(null), "go");
            assertThat(((AgentEvent.TurnFailed) events.getLast().event())
                            .problem()
                            .name())
                    .isEqualTo("model-context-too-long");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anotherProcessGoesOnWithASummaryThatWasNotFinished(Engine engine) throws Exception {
        var url = engine.freshUrl(folder);
        var speaking = new CountDownLatch(1);
        model.says("one").then((_, _) -> {
            speaking.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException();
        });
        model.says("SUMMARY").says("two");
        String session;
        Turns.Answer answer;
        try (var first = new TestAgent(url, model)) {
            session = first.session(null);
            first.ask(session, "first");
            answer = first.startCompaction(session, null);
            speaking.await();
        }
        try (var second = new TestAgent(url, model)) {
            assertThat(types(second.follow(session, answer)))
                    .containsSubsequence("ModelCallDiscarded", "ContextCompacted", "TurnCompleted");
            second.ask(session, "second");
            assertThat(words(model.requests().getLast().conversation().getFirst()))
                    .contains("SUMMARY", "second");
        }
    }

    @Test
    void aCancelledSummaryLeavesTheConversationAsItWas() throws Exception {
        var speaking = new CountDownLatch(1);
        model.says("one").then((_, _) -> {
            speaking.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException();
        });
        model.says("two");
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "first");
            var answer = agent.startCompaction(session, null);
            speaking.await();
            agent.agent().turns().cancel(OWNER, session, answer.end().turnId(), "user");
            agent.follow(session, answer);
            agent.ask(session, "second");
            assertThat(model.requests().getLast().conversation())
                    .extracting(TestAgent::words)
                    .containsExactly("first", "one", "second");
        }
    }

    @Test
    void aSteerDuringTheSummaryIsAnsweredAfterIt() throws Exception {
        var speaking = new CountDownLatch(1);
        var steered = new CountDownLatch(1);
        model.says("one").then((_, _) -> {
            speaking.countDown();
            steered.await();
            return ScriptedModels.reply(new Message.Part.Text("SUMMARY"));
        });
        model.says("two");
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "first");
            var answer = agent.startCompaction(session, null);
            speaking.await();
            var turnId = answer.end().turnId();
            agent.agent()
                    .turns()
                    .steer(OWNER, session, turnId, TestAgent.once(), List.of(new Content.Text("and now?")));
            steered.countDown();
            agent.follow(session, answer);
            assertThat(words(model.requests().getLast().conversation().getLast()))
                    .contains("SUMMARY", "and now?");
        }
    }

    @Test
    void aReplyWithoutWordsIsNoSummary() throws Exception {
        model.says("one").calls("read_file").says("SUMMARY");
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "first");
            assertThat(types(agent.compact(session, null)))
                    .containsSubsequence("ModelCallDiscarded", "ContextCompacted")
                    .doesNotContain("ToolCallRequested");
        }
    }

    @Test
    void theGoalOutlivesTheSummary() throws Exception {
        model.says("one").says("SUMMARY").says("two");
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.update(session, UpdateSession.goal("ship version 2"));
            agent.ask(session, "first");
            agent.compact(session, null);
            agent.ask(session, "second");
            assertThat(words(model.requests().getLast().conversation().getFirst()))
                    .containsOnlyOnce("ship version 2");
        }
    }

    /// Providers tie thoughts to the conversation in which they were thought.
    @Test
    void whatTheModelThoughtDoesNotOutliveTheConversation() throws Exception {
        var seal = new RawJson("{\"model\":\"practice/script\",\"id\":\"provider_1\"}");
        model.says("one")
                .then((_, _) -> ScriptedModels.reply(
                        new Message.Part.Reasoning("hm", seal),
                        new Message.Part.Call(new ToolCall("", "read_file", RawJson.EMPTY_OBJECT, seal))))
                .says("two")
                .says("SUMMARY")
                .says("three");
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            agent.ask(session, "first");
            agent.answer(session, agent.ask(session, "second"), "the file");
            agent.compact(session, null);
            agent.ask(session, "third");
            assertThat(model.requests().get(3).conversation().toString()).doesNotContain("provider_1");
            assertThat(model.requests().get(2).conversation().toString()).contains("provider_1", "hm");
            var seen = model.requests().getLast().conversation();
            assertThat(seen.toString()).contains("the file").doesNotContain("provider_1", "hm");
            assertThatNothingDangles(seen);
        }
    }

    @Test
    void thereMustBeSomethingToSumUp() {
        try (var agent = new TestAgent(Engine.SQLITE.freshUrl(folder), model)) {
            var session = agent.session(null);
            assertThatThrownBy(() -> agent.compact(session, null))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.problem().name()).isEqualTo("nothing-to-compact"));
        }
    }
}
