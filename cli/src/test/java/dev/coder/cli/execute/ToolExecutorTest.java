package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.execute.ToolExecutor.Wanted;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolException;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolExecutorTest {

    private static final Policy ASKS = _ -> new Decision.Ask("test", "it matters");

    @TempDir
    private Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final ScriptedTool write = ScriptedTool.changing("write", (what, _) -> {
        done.add(what);
        return "wrote " + what;
    });

    @Test
    void answersEveryCallWhateverHappens() throws Exception {
        var broken = ScriptedTool.changing("broken", (_, _) -> {
            throw new IllegalStateException("a bug");
        });
        var failing = ScriptedTool.changing("failing", (_, _) -> {
            throw new ToolException(ToolResult.TOOL_FAILED, "exit code 3", ToolOutput.text("output"), 3);
        });
        var results = run(
                TestHands.ALLOWS,
                List.of(
                        call("1", "write"),
                        call("2", "nowhere"),
                        call("3", "broken"),
                        call("4", "failing"),
                        new Wanted(new ToolCall("5", "write", new RawJson("{}"), null), 5)),
                write,
                broken,
                failing);
        assertThat(results).extracting(ToolResult::id).containsExactly("1", "2", "3", "4", "5");
        assertThat(results)
                .extracting(ToolResult::errorCode)
                .containsExactly(
                        null,
                        ToolResult.TOOL_UNAVAILABLE,
                        ToolResult.TOOL_FAILED,
                        ToolResult.TOOL_FAILED,
                        ToolResult.INVALID_PARAMETERS);
        assertThat(results.get(3).result()).isEqualTo(ToolOutput.text("output"));
        assertThat(folder.resolve("bugs.log")).content().contains("a bug");
    }

    @Test
    void runsNothingThatThePolicyDenies() throws Exception {
        var results = run(_ -> new Decision.Deny("rule 7", "not here"), List.of(call("1", "write")), write);
        assertThat(results.getFirst().errorCode()).isEqualTo(ToolResult.DENIED_BY_POLICY);
        assertThat(results.getFirst().approval()).isEqualTo(new ToolResult.Approval("deny", "policy", "rule 7"));
        assertThat(done).isEmpty();
    }

    @Test
    void takesAskForNoWhenThereIsNobody() throws Exception {
        var results = run(ASKS, List.of(call("1", "write")), write);
        assertThat(results.getFirst().errorCode()).isEqualTo(ToolResult.DENIED_BY_POLICY);
        assertThat(results.getFirst().error()).contains("--approval-mode");
        assertThat(done).isEmpty();
    }

    @Test
    void runsWhatTheUserSaysYesTo() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        Approver approver = question -> {
            asked.add(question.title());
            return question.title().equals("write no") ? new Approver.Answer.No() : new Approver.Answer.Yes();
        };
        var calls = List.of(call("1", "write", "a"), call("2", "write", "a"), call("3", "write", "no"));
        var results = executor(TestHands.of(folder, ASKS, approver, write)).execute(calls);
        assertThat(asked).containsExactly("write a", "write a", "write no");
        assertThat(done).containsExactly("a", "a");
        assertThat(results.get(2).errorCode()).isEqualTo(ToolResult.DENIED_BY_USER);
    }

    @Test
    void runsReadsSideBySideAndChangesInOrder() throws Exception {
        var together = new CyclicBarrier(2);
        var read = ScriptedTool.reading("read", (what, _) -> {
            try {
                together.await();
            } catch (BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            done.add("read");
            return what;
        });
        run(
                TestHands.ALLOWS,
                List.of(call("1", "write", "a"), call("2", "read"), call("3", "read"), call("4", "write", "b")),
                write,
                read);
        assertThat(done).containsExactly("a", "read", "read", "b");
    }

    @Test
    void neverRunsTwiceWhatHasARecordedResult() throws Exception {
        var first = run(TestHands.ALLOWS, List.of(call("1", "write", "a")), write);
        var again = run(TestHands.ALLOWS, List.of(call("1", "write", "a")), write);
        assertThat(again).isEqualTo(first);
        assertThat(done).containsExactly("a");
    }

    @Test
    void asksTheToolWhatBecameOfACallThatWasCutOff() throws Exception {
        started("1");
        assertThat(recovered(new Recovered.Unknown()).errorCode()).isEqualTo(ToolResult.OUTCOME_UNKNOWN);
        assertThat(done).isEmpty();
    }

    @Test
    void takesARecoveredOutputForTheResult() throws Exception {
        started("1");
        assertThat(recovered(new Recovered.Done(ToolOutput.text("happened"))).result())
                .isEqualTo(ToolOutput.text("happened"));
        assertThat(done).isEmpty();
    }

    @Test
    void runsACallThatProvablyHasNotHappened() throws Exception {
        started("1");
        assertThat(recovered(new Recovered.NotDone()).success()).isTrue();
        assertThat(done).containsExactly("x");
    }

    @Test
    void repeatsAReadThatWasCutOff() throws Exception {
        started("1");
        var read = ScriptedTool.reading("read", (what, _) -> "read " + what);
        assertThat(run(TestHands.ALLOWS, List.of(call("1", "read")), read)
                        .getFirst()
                        .result())
                .isEqualTo(ToolOutput.text("read x"));
    }

    @Test
    void doesNotRunWhatAnotherMachineMayHaveStarted() throws Exception {
        try (var journal = journal()) {
            journal.write(new JournalEntry.Client("cli_2", 2, 1));
        }
        var results = run(
                TestHands.ALLOWS,
                List.of(
                        call("1", "write", "theirs"),
                        new Wanted(call("2", "write", "ours").call(), 2)),
                write);
        assertThat(results.getFirst().errorCode()).isEqualTo(ToolResult.OUTCOME_UNKNOWN);
        assertThat(done).containsExactly("ours");
    }

    @Test
    void stopsAndRecordsNothingWhenInterrupted() throws Exception {
        var running = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var slow = ScriptedTool.changing("slow", (_, _) -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } finally {
                stopped.countDown();
            }
        });
        var thrown = new AtomicReference<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                run(TestHands.ALLOWS, List.of(call("1", "slow"), call("2", "write")), slow, write);
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        running.await();
        thread.interrupt();
        thread.join();
        stopped.await();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(done).isEmpty();
        try (var journal = journal()) {
            assertThat(journal.call("1")).isEqualTo(new JournalEntry.Started("1", "evidence of x"));
            assertThat(journal.call("2")).isNull();
        }
    }

    @Test
    void cutsTheMiddleOutOfAHugeResult() throws Exception {
        var huge = ScriptedTool.reading("read", (_, _) -> "🙂".repeat(100_000) + "end");
        var text = run(TestHands.ALLOWS, List.of(call("1", "read")), huge)
                .getFirst()
                .result();
        assertThat(text).isNotNull();
        assertThat(text.text())
                .hasSizeLessThan(64 * 1024)
                .startsWith("🙂")
                .endsWith("🙂end")
                .contains("left out");
        assertThat(text.text()).doesNotContain("\ud83d\n").doesNotContain("\n\ude42");
    }

    @Test
    void refusesToRunWithoutAJournal() throws IOException {
        var journal = journal();
        journal.close();
        var hands = TestHands.of(folder, TestHands.ALLOWS, Approver.NOBODY, write);
        assertThatThrownBy(() -> new ToolExecutor(hands, journal, new SessionFolder(folder), resources())
                        .execute(List.of(call("1", "write"))))
                .hasMessageContaining("journal");
        assertThat(done).isEmpty();
    }

    private ToolResult recovered(Recovered recovered) throws Exception {
        var tool = new ScriptedTool("write", ToolSpec.Hints.CHANGES, write.work(), recovered);
        return run(TestHands.ALLOWS, List.of(call("1", "write")), tool).getFirst();
    }

    private void started(String callId) throws IOException {
        try (var journal = journal()) {
            journal.write(new JournalEntry.Client("cli_1", 1, 0));
            journal.write(new JournalEntry.Started(callId, "evidence"));
        }
    }

    private static Wanted call(String id, String tool) {
        return call(id, tool, "x");
    }

    private static Wanted call(String id, String tool, String parameters) {
        return new Wanted(new ToolCall(id, tool, new RawJson("\"" + parameters + "\""), null), 1);
    }

    private List<ToolResult> run(Policy policy, List<Wanted> calls, Tool... tools) throws Exception {
        try (var journal = journal()) {
            return new ToolExecutor(
                            TestHands.of(folder, policy, Approver.NOBODY, tools),
                            journal,
                            new SessionFolder(folder),
                            resources())
                    .execute(calls);
        }
    }

    private ToolExecutor executor(Hands hands) throws IOException {
        return new ToolExecutor(hands, journal(), new SessionFolder(folder), resources());
    }

    private Journal journal() throws IOException {
        return Journal.open(new SessionFolder(folder).journal());
    }

    private SessionResources resources() {
        return new SessionResources(folder.resolve("tools"), folder.resolve("workspace"));
    }
}
