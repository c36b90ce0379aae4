package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver.Answer;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the user says beyond yes and no, with the real `run_command`.
class EditedCallTest {

    /// Asks for all commands but those with `forbidden` in them.
    private static final Policy ASKS = effects -> effects.stream().anyMatch(EditedCallTest::forbidden)
            ? new Decision.Deny("rule 1", "that is forbidden")
            : new Decision.Ask("rule 2", "it is a command");

    private final Tool bash = Objects.requireNonNull(Toolbox.installed().find("run_command"));
    private final List<Approver.Question> asked = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    @TempDir
    private Path folder;

    @Test
    void runsWhatTheUserWroteAndTellsTheModel() throws Exception {
        var result =
                run("{\"command\":\"echo one > file\",\"timeout\":5000}", new Answer.Edited("echo 'two' | tee file"));
        assertThat(asked)
                .singleElement()
                .extracting(Approver.Question::editable)
                .isEqualTo(Optional.of("echo one > file"));
        assertThat(folder.resolve("file")).hasContent("two");
        assertThat(text(result))
                .startsWith("[the user changed the parameters of this call to"
                        + " {\"command\":\"echo 'two' | tee file\",\"timeout\":5000}]")
                .contains("two");
        assertThat(result.approval()).isEqualTo(new ToolResult.Approval("allow_once", "user", "rule 2"));
    }

    @Test
    void tellsTheModelWhatFailed() throws Exception {
        var result = run("{\"command\":\"true\"}", new Answer.Edited("exit 3"));
        assertThat(result.error())
                .startsWith("the user changed")
                .contains("exit 3")
                .contains("exit code 3");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void refusesWhatThePolicyDeniesWhoeverWroteIt() throws Exception {
        var result = run("{\"command\":\"true\"}", new Answer.Edited("touch forbidden"));
        assertThat(result.errorCode()).isEqualTo(ToolResult.DENIED_BY_POLICY);
        assertThat(result.error()).contains("touch forbidden").contains("that is forbidden");
        assertThat(folder.resolve("forbidden")).doesNotExist();
    }

    @Test
    void hidesASecretThatTheUserTypesAndRunsItAllTheSame() throws Exception {
        var secret = "glpat-" + "x8Kd3PqZ7vNw2LtRb9Ym";
        var result = run("{\"command\":\"true\"}", new Answer.Edited("echo " + secret + " | tee file"));
        assertThat(folder.resolve("file")).hasContent(secret);
        assertThat(text(result)).doesNotContain(secret).contains("__SECRET_");
        assertThat(Files.readString(new SessionFolder(folder).journal())).doesNotContain(secret);
    }

    @Test
    void tellsTheModelWhatIsWantedInstead() throws Exception {
        var result = run("{\"command\":\"npm test\"}", new Answer.No("use pnpm"));
        assertThat(result.error()).isEqualTo("the user said no to this and wants instead: use pnpm");
        assertThat(result.errorCode()).isEqualTo(ToolResult.DENIED_BY_USER);
    }

    @Test
    void knowsAfterACrashThatTheUserHadChangedIt() throws Exception {
        try (var journal = Journal.open(new SessionFolder(folder).journal())) {
            journal.write(new JournalEntry.Client("cli_1", 1, 0));
            journal.write(new JournalEntry.Started("1", "", new RawJson("{\"command\":\"make\"}")));
        }
        var gone = new ScriptedTool("run_command", bash.spec().hints(), (_, _) -> "", new Recovered.Unknown());
        var result = run("{\"command\":\"make all\"}", gone);
        assertThat(result.errorCode()).isEqualTo(ToolResult.OUTCOME_UNKNOWN);
        assertThat(result.error())
                .startsWith("the user changed the parameters of this call to {\"command\":\"make\"}; ");
    }

    @Test
    void asksAnewForACallThatTheUserHadChangedAndThatNeverRan() throws Exception {
        try (var journal = Journal.open(new SessionFolder(folder).journal())) {
            journal.write(new JournalEntry.Started("1", "", new RawJson("{\"command\":\"echo b\"}")));
        }
        var result = run("{\"command\":\"echo a\"}", new Answer.Yes());
        assertThat(asked).extracting(Approver.Question::editable).containsExactly(Optional.of("echo a"));
        assertThat(text(result)).doesNotContain("the user changed").contains("a");
    }

    private static boolean forbidden(Effect effect) {
        return effect instanceof Effect.RunCommand(var command, var _) && command.contains("forbidden");
    }

    private static String text(ToolResult result) {
        return Objects.requireNonNull(result.result(), String.valueOf(result.error()))
                .text();
    }

    private ToolResult run(String parameters, Answer answer) throws IOException, InterruptedException {
        answers.add(answer);
        return run(parameters, bash);
    }

    private ToolResult run(String parameters, Tool tool) throws IOException, InterruptedException {
        Approver approver = question -> {
            asked.add(question);
            return answers.remove();
        };
        var call = new ToolCall("1", "run_command", new RawJson(parameters), null);
        try (var journal = Journal.open(new SessionFolder(folder).journal());
                var resources = new SessionResources(folder.resolve("tools"), folder.resolve("workspace"))) {
            return new ToolExecutor(
                            TestHands.of(folder, ASKS, approver, tool), journal, new SessionFolder(folder), resources)
                    .execute(List.of(new ToolExecutor.Wanted(call, 1)))
                    .getFirst();
        }
    }
}
