package dev.coder.cli.render;

import dev.coder.cli.execute.Approver;
import dev.coder.plugin.Effect;
import dev.coder.plugin.UserQuestion;
import dev.coder.policy.Allowance;
import dev.coder.policy.Verb;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.Usage;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every view in every state, as text.
class ViewsTest {

    static final String DIFF = """
            diff src/Bakery.java
            --- a/src/Bakery.java
            +++ b/src/Bakery.java
            @@ -8,7 +8,8 @@
             class Bakery {
             \tprivate int loaves;

            -    int price(int count) { return count * 2; } // euros, and a comment that is rather long for one line
            +    int price(long count) { return count * 3; } // euros, and a comment that is rather long for one line
            +    // 漢字 are wide
                 void bake() {
                     loaves++;
                 }
            @@ -40,3 +41,2 @@
             }
            --- not a name
             // end
            \\ No newline at end of file
            """;

    @Test
    void diff() {
        Snapshots.check(
                "diff", (theme, width) -> DiffView.of(DiffText.read(DIFF)).lines(theme, width));
    }

    @Test
    void foldedDiff() {
        var diff = "@@ -0,0 +1,200 @@\n" + "+line\n".repeat(200);
        Snapshots.check(
                "diff-folded",
                (theme, width) -> DiffView.of(DiffText.read(diff)).lines(theme, width, 6));
    }

    @Test
    void newFile() {
        var diff = "+ import os\n+\n+ print(os.environ['HOME'])  # \u001b[31mred\u202e\n";
        Snapshots.check(
                "diff-new-file",
                (theme, width) ->
                        DiffView.of(DiffText.read(diff)).ofFile("a/main.py").lines(theme, width));
    }

    @Test
    void approvalOfACommand() {
        var command =
                "cd build &&\n\tmvn -q test -Dtest=BakeryTest -Dsurefire.failIfNoSpecifiedTests=false | tail -n 40"
                        + " # \u202egnp.exe\u001b[2K";
        var always = List.of(new Allowance(Verb.RUN, List.of("mvn", "-q", "test"), "/work/bakery"));
        var question = new Approver.Question(
                "run_command",
                "$ " + command.replace('\n', ' '),
                List.of(new Effect.RunCommand(command, Path.of("/work/bakery"))),
                List.of(),
                "mvn may run anything that the project says",
                always,
                Optional.of(command));
        Snapshots.check(
                "approval-command", (theme, width) -> new ApprovalView(question, 1, false, 0).lines(theme, width, 24));
    }

    @Test
    void approvalOfAnEdit() {
        Snapshots.check("approval-edit", (theme, width) -> edit(false, 0).lines(theme, width, 24));
    }

    @Test
    void approvalOfALongEditAsAWhole() {
        Snapshots.check("approval-edit-whole", (theme, width) -> edit(true, 30).lines(theme, width, 24));
    }

    private static ApprovalView edit(boolean whole, int scroll) {
        var lines = new StringBuilder(DIFF).append("@@ -100,0 +101,60 @@\n");
        IntStream.range(0, 60)
                .forEach(i -> lines.append("+    int n")
                        .append(i)
                        .append(" = ")
                        .append(i)
                        .append(";\n"));
        var question = new Approver.Question(
                "edit_file",
                "edit src/Bakery.java",
                List.of(new Effect.WriteFile(Path.of("/work/bakery/src/Bakery.java"))),
                DiffText.read(lines.toString()),
                "approval mode ask: every change is asked for",
                List.of(),
                Optional.empty());
        return new ApprovalView(question, 0, whole, scroll);
    }

    @Test
    void approvalOfManyEffects() {
        var effects = new ArrayList<Effect>(List.of(
                new Effect.Fetch(URI.create("https://example.com/a?b=c")),
                new Effect.UseSecret("__SECRET_github_token_0a1b2c3d4e5f__"),
                new Effect.SendInput("p1 (bash)", "rm -rf x\n"),
                new Effect.RunIsolated("python"),
                new Effect.ReadFile(Path.of("/etc/a\u001b]0;title\u0007name")),
                new Effect.ListDirectory(Path.of("/etc")),
                new Effect.DeleteFile(Path.of("/tmp/漢字"))));
        IntStream.range(0, 20)
                .mapToObj(i -> new Effect.WriteFile(Path.of("/work/file" + i)))
                .forEach(effects::add);
        var question = new Approver.Question(
                "x", "do many things", effects, List.of(), "because", List.of(), Optional.empty());
        Snapshots.check(
                "approval-many", (theme, width) -> new ApprovalView(question, 2, true, 0).lines(theme, width, 50));
    }

    @Test
    void calls() {
        var line = "$ mvn -q verify -Dfile.encoding=UTF-8 -Dmaven.test.failure.ignore=true | tee /tmp/out.log";
        var output = new CallOutput(3);
        output.add("[INFO] Scanning\n\tfor projects...\u001b[31m\n10%\r20%\r100%\n");
        output.add(
                "Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.309 s - in BakeryTest and others");
        var views = List.of(
                CallView.waiting("edit src/Bakery.java"),
                CallView.asking(line),
                CallView.running(line, 400, List.of()),
                CallView.running(line, 73_000, output.last(3)),
                CallView.finished("read src/Bakery.java", result(true, null, null, 12L)),
                CallView.finished(line, result(true, null, null, 3210L)),
                CallView.finished(line, result(false, "exit code 1\nmore", ToolResult.TOOL_FAILED, 3210L)),
                CallView.finished(
                        "$ rm -rf /",
                        result(false, "refused by policy: it does harm", ToolResult.DENIED_BY_POLICY, null)),
                CallView.unfolded(
                        "$ seq 20",
                        "{\"command\":\"seq 20\\necho and a line that is long enough to be broken at eighty columns, or nearly so\",\"timeout\":5000,\"a\":[1,null]}",
                        result(true, null, null, 700L),
                        5));
        Snapshots.check(
                "calls",
                (theme, width) -> views.stream()
                        .flatMap(view -> view.lines(theme, width).stream())
                        .toList());
    }

    private static ToolResult result(
            boolean success, @Nullable String error, @Nullable String code, @Nullable Long millis) {
        var output = ToolOutput.text(String.join(
                "\n", IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList()));
        return new ToolResult("1", success, output, error, code, null, millis, null);
    }

    @Test
    void todo() {
        var list = "[x] Find the bug in the price\n[>] Mend it, and take care that nobody pays twice for the same loaf"
                + "\n[ ] Run the tests";
        Snapshots.check("todo", (theme, width) -> TodoView.of(list).lines(theme, width));
    }

    @Test
    void statusLine() {
        var lines = List.of(
                new StatusLine(
                        "anthropic/claude-sonnet-4-5",
                        "edits",
                        new StatusLine.Context(84_600, OptionalLong.of(200_000)),
                        OptionalDouble.of(0.0534),
                        "feature/bread",
                        ""),
                StatusLine.UNKNOWN.model("m").mode("ask"),
                new StatusLine(
                        "openai/gpt-5",
                        "bypass",
                        new StatusLine.Context(900, OptionalLong.of(1000)),
                        OptionalDouble.of(12.3456),
                        "main",
                        "Ctrl-C again quits"));
        Snapshots.check(
                "status",
                (theme, width) ->
                        lines.stream().map(line -> line.line(theme, width)).toList());
    }

    @Test
    void picker() {
        var items = new ArrayList<PickerView.Item>();
        for (var i = 0; i < 12; i++) {
            items.add(new PickerView.Item("session " + i + ": why does the build of the bakery fail", i + " h ago"));
        }
        items.set(3, new PickerView.Item("漢字\u001b[31m and a very long title that does not end where it should", ""));
        var preview = List.of(new AttributedString("> why?"), new AttributedString("Because."));
        Snapshots.check(
                "picker",
                (theme, width) -> new PickerView("Sessions", "bak", items, 3, preview).lines(theme, width, 12));
        Snapshots.check(
                "picker-empty",
                (theme, width) -> new PickerView("Models", "nothing", List.of(), 0, List.of()).lines(theme, width, 8));
    }

    @Test
    void questions() {
        var choices = List.of(
                new UserQuestion.Choice("Maven", "as it is; nothing changes for those who build it today"),
                new UserQuestion.Choice("Gradle", ""));
        var one = new UserQuestion("Which build tool?\nBoth would work.", choices, false);
        var several = new UserQuestion("Which platforms?", choices, true);
        var open = new UserQuestion("What is it called?", List.of(), false);
        Snapshots.check("question-one", (theme, width) -> new QuestionView(one, 0, Set.of()).lines(theme, width));
        Snapshots.check(
                "question-several", (theme, width) -> new QuestionView(several, 2, Set.of(1)).lines(theme, width));
        Snapshots.check("question-open", (theme, width) -> new QuestionView(open, 0, Set.of()).lines(theme, width));
    }

    @Test
    void help() {
        var rows = List.of(
                new HelpView.Row("/help", "", "Shows this."),
                new HelpView.Row("/compact", "[WHAT TO KEEP]", "Has the model write a summary, and goes on from that."),
                new HelpView.Row("/quit", "", "Ends coder."));
        Snapshots.check("help", (theme, width) -> new HelpView(rows).lines(theme, width));
    }

    @Test
    void promptsAndNotices() {
        Snapshots.check(
                "prompt",
                (theme, width) -> new PromptEcho(
                                "Why does the build fail? It did not yesterday, as far as I remember it.\n\nSee `pom.xml`\u001b[2J.")
                        .lines(theme, width));
        Snapshots.check(
                "notice",
                (theme, width) -> new Notice(
                                "Hidden from the agent in $ env: 2 secrets (github token, password); see docs/secrets.md")
                        .lines(theme, width));
    }

    static final List<LoggedEvent> EVENTS = List.of(
            event(1, new AgentEvent.UserMessage("t", "m", List.of(new Content.Text("Fix the *price*")))),
            event(2, new AgentEvent.MessageCompleted("c", "m2", List.of(new Content.Text("I will **look** at it.")))),
            event(
                    3,
                    new AgentEvent.ToolCallRequested(
                            "t",
                            "c",
                            "1",
                            "read_file",
                            new RawJson("{\"path\":\"src/Bakery.java\"}"),
                            "client",
                            null,
                            null)),
            event(4, new AgentEvent.ToolResultRecorded("t", result(true, null, null, 12L))),
            event(
                    5,
                    new AgentEvent.ToolCallRequested(
                            "t", "c", "2", "run_command", new RawJson("{\"command\":\"make\"}"), "client", null, null)),
            event(
                    6,
                    new AgentEvent.ToolResultRecorded(
                            "t",
                            new ToolResult(
                                    "2",
                                    false,
                                    ToolOutput.text("```\nno rule\n```"),
                                    "exit code 2",
                                    ToolResult.TOOL_FAILED,
                                    2,
                                    900L,
                                    null))),
            event(7, new AgentEvent.ContextCompacted("t", "summary")),
            event(8, new AgentEvent.TurnCancelled("t", "user")),
            event(9, new AgentEvent.TurnCompleted("t", "end_turn", Usage.NONE)));

    private static LoggedEvent event(long seq, AgentEvent event) {
        return new LoggedEvent(seq, event);
    }

    @Test
    void transcript() {
        Snapshots.check("transcript", (theme, width) -> new TranscriptView(EVENTS).lines(theme, width));
        Snapshots.compare("transcript.md", new TranscriptView(EVENTS).markdown());
    }
}
