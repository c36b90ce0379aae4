package dev.coder.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.conversation.Screen;
import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.cli.exit.ExitCode;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.Usage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final ToolCall CALL = new ToolCall("c", "run_command", RawJson.EMPTY_OBJECT, null);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void streamsOnATerminalAndGoesOnAfterASnapshot() {
        var screen = screen(true, Output.TEXT, false);
        screen.event(delta("Hello wo"));
        screen.event(LoggedEvent.live(new AgentEvent.TextSnapshot("mc", "m", "Hello")));
        screen.event(delta(" world, how "));
        screen.event(LoggedEvent.live(new AgentEvent.TextSnapshot("mc", "m", "Hello world, how are")));
        screen.event(completed("Hello world, how are you?"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Hello world, how are you?\n");
    }

    @Test
    void marksWhatDoesNotCountAndSaysWhy() {
        var screen = screen(true, Output.TEXT, false);
        screen.event(delta("Hello wo"));
        screen.event(
                new LoggedEvent(5, new AgentEvent.ModelCallDiscarded("t", "mc", "The model is overloaded", 3000L)));
        screen.event(delta("Good day"));
        screen.event(completed("Good day"));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Hello wo",
                        "[the unfinished text above does not count]",
                        "! The model is overloaded; trying again in 3 s",
                        "Good day");
    }

    @Test
    void printsToAPipeOnlyWhatIsFinal() {
        var screen = screen(false, Output.TEXT, false);
        screen.event(delta("Hello wo"));
        screen.event(new LoggedEvent(5, new AgentEvent.ModelCallDiscarded("t", "mc", "Overloaded", 1600L)));
        screen.event(completed("Good day"));
        screen.callFinished(CALL, "run ls", ToolResult.failure("c", ToolResult.TOOL_FAILED, "exit code 1"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Good day\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("! Overloaded; trying again in 2 s\n✗ run ls: exit code 1\n");
    }

    @Test
    void printsOnlyTheLastTextWhenAskedTo() {
        var screen = screen(true, Output.TEXT, true);
        screen.event(completed("I look."));
        screen.turnEnded(outcome("The \u001b[31manswer"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("The [31manswer\n");
    }

    @Test
    void writesOneJsonObjectAtTheEnd() {
        var screen = screen(false, Output.JSON, false);
        screen.event(completed("I look."));
        screen.turnEnded(outcome("done"));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"sessionId\":\"ses_1\",\"turnId\":\"trn_1\",\"result\":\"done\",\"stopReason\":\"end_turn\","
                                + "\"exitCode\":0,\"inputTokens\":7,\"cacheReadTokens\":5,\"outputTokens\":3}\n");
    }

    @Test
    void writesEveryEventAsALine() {
        var screen = screen(false, Output.JSONL, false);
        screen.event(delta("a"));
        screen.event(completed("a"));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"type\":\""));
    }

    @Test
    void leavesNoControlSequenceInJsonAndLogs() {
        var screen = screen(true, Output.JSONL, false);
        screen.event(completed("\u009b31m\u001b[31mred"));
        print(out).println();
        new Streams(print(out), print(err), false, true, false, false).say("a \u001b[31mlog\u009b1m");
        assertThat(out.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                .contains("\\u009b31m\\u001b[31mred")
                .endsWith("a log1m\n");
    }

    @Test
    void showsTheFirstLinesOfACommandsOutputWithoutEscapes() {
        var screen = screen(false, Output.TEXT, false);
        screen.callProgress(CALL, "\u001b]0;title\u0007one\ntw");
        screen.callProgress(CALL, "o\u001b[2K\n" + "more\n".repeat(30));
        screen.callFinished(CALL, "run \u001b[1mx", ToolResult.success("c", ToolOutput.text("")));
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(14)
                .startsWith("  | one", "  | two", "  | more")
                .contains("  | … 20 lines not shown")
                .endsWith("  | more", "✓ run <U+001B>[1mx");
    }

    private Screen screen(boolean terminal, Output output, boolean answerOnly) {
        return new Streams(print(out), print(err), false, terminal, false, false).screen(output, answerOnly);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static LoggedEvent delta(String text) {
        return LoggedEvent.live(new AgentEvent.TextDelta("mc", "m", text));
    }

    private static LoggedEvent completed(String text) {
        return new LoggedEvent(9, new AgentEvent.MessageCompleted("mc", "m", List.of(new Content.Text(text))));
    }

    private static TurnOutcome outcome(String text) {
        return new TurnOutcome(ExitCode.DONE, null, "ses_1", "trn_1", text, "end_turn", new Usage(7, 5, 0, 3));
    }
}
