package dev.coder.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver;
import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.UserQuestion;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that a model, a tool or a file name says can steer the terminal, in whatever view it is shown.
class HostileTextTest {

    private static final String[] ATTACKS = {
        "\u001b]52;c;ZXZpbA==\u0007",
        "\u001b]0;title\u0007",
        "\u001b[2J\u001b[H",
        "\u001bP$q\"p\u001b\\",
        "\u009b31m",
        "\u009d0;x\u009c",
        "\u001b]8;;http://evil\u001b\\text\u001b]8;;\u001b\\",
        "\u202egpj.exe",
        "\u2066\u2069",
        "\u0007",
        "\u0008\u0008",
        "\r",
        "\u000e",
        "\u001b[6n",
        "\u001bc",
        "\u0000",
        "\u007f",
        "\u200b\ufeff",
        "\u2028",
        "\udb40\udc41",
        "\ud800",
        "&#27;[31m",
        "&#x9b;31m",
        "\n",
        " ",
        "```java\n",
        "- ",
        "| a | b |\n|--|--|\n",
        "`",
        "**",
        "[x](\u001b]0;y\u0007)",
        "+ ",
        "- ",
        "@@ -1,2 +1,2 @@\n",
        "漢字",
        "👨‍👩‍👧",
        "\t"
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void givesTheTerminalNothingButOurOwnStyles(int seed) {
        var random = new Random(seed);
        for (var run = 0; run < 40; run++) {
            var text = hostile(random);
            var width = 40 + random.nextInt(80);
            for (var theme : List.of(Theme.dark(), Theme.none(), Theme.forScreenReader())) {
                for (var line : everything(text, theme, width)) {
                    var shown = theme.ansi(line).replaceAll("\u001b\\[[0-9;]*m", "");
                    assertThat(shown.codePoints()
                                    .filter(HostileTextTest::steers)
                                    .boxed())
                            .as("seed %d: %s", seed, shown)
                            .isEmpty();
                    assertThat(Columns.width(line)).as(line.toString()).isLessThanOrEqualTo(width);
                }
            }
        }
    }

    private static boolean steers(int c) {
        return c < 0x20
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xe0000 && c <= 0xe007f)
                || c == 0x200b
                || c == 0xfeff
                || c == 0x2028
                || (c >= 0xd800 && c <= 0xdfff);
    }

    private static String hostile(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(12); i >= 0; i--) {
            var bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            text.append(new String(bytes, random.nextBoolean() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            text.append(ATTACKS[random.nextInt(ATTACKS.length)]);
        }
        return text.toString();
    }

    private static List<AttributedString> everything(String text, Theme theme, int width) {
        var lines = new ArrayList<AttributedString>();
        lines.addAll(MarkdownStream.lines(text, theme, width));
        lines.addAll(MarkdownStream.lines("```java\n" + text, theme, width));
        lines.addAll(DiffView.of(DiffText.read("@@ -1,9 +1,9 @@\n-" + text + "\n+x" + text))
                .ofFile("a.java")
                .lines(theme, width));
        lines.addAll(DiffView.of(DiffText.read(text)).lines(theme, width));
        lines.addAll(approval(text).lines(theme, width, 30));
        lines.addAll(calls(text, theme, width));
        lines.addAll(TodoView.of("[ ] " + text + "\n[x] " + text).lines(theme, width));
        lines.add(new StatusLine(text, text, StatusLine.UNKNOWN.context(), OptionalDouble.of(1), text, text)
                .line(theme, width));
        var item = new PickerView.Item(text, text);
        lines.addAll(new PickerView(text, text, List.of(item, item), 1, List.of()).lines(theme, width, 10));
        var question = new UserQuestion(text, List.of(new UserQuestion.Choice(text, text)), true);
        lines.addAll(new QuestionView(question, 0, Set.of(0)).lines(theme, width));
        lines.addAll(new HelpView(List.of(new HelpView.Row("/x", text, text))).lines(theme, width));
        lines.addAll(new PromptEcho(text).lines(theme, width));
        lines.addAll(new Notice(text).lines(theme, width));
        lines.addAll(transcript(text).lines(theme, width));
        return lines;
    }

    private static ApprovalView approval(String text) {
        var effects = new ArrayList<Effect>(List.of(
                new Effect.RunCommand(text, Path.of("/x")),
                new Effect.SendInput(text, text),
                new Effect.UseSecret(text)));
        var name = text.replace("\u0000", "");
        if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            effects.add(new Effect.WriteFile(Path.of("/" + name)));
        }
        return new ApprovalView(
                new Approver.Question(
                        "x",
                        text,
                        effects,
                        PreviewLine.of(PreviewLine.Kind.CODE, text),
                        text,
                        List.of(),
                        Optional.of(text)),
                0,
                true,
                0);
    }

    private static List<AttributedString> calls(String text, Theme theme, int width) {
        var output = new CallOutput(4);
        output.add(text);
        var result = new ToolResult("1", false, ToolOutput.text(text), text, null, null, 900L, null);
        var lines = new ArrayList<>(CallView.running(text, 900, output.last(4)).lines(theme, width));
        lines.addAll(CallView.unfolded(text, text, result, 10).lines(theme, width));
        return lines;
    }

    private static TranscriptView transcript(String text) {
        var call =
                new AgentEvent.ToolCallRequested("t", "c", "1", text, new RawJson("{}" + text), "client", null, null);
        var result = new ToolResult("1", true, ToolOutput.text(text), null, null, null, null, null);
        return new TranscriptView(List.of(
                new LoggedEvent(1, new AgentEvent.UserMessage("t", "m", List.of(new Content.Text(text)))),
                new LoggedEvent(2, call),
                new LoggedEvent(3, new AgentEvent.ToolResultRecorded("t", result))));
    }
}
