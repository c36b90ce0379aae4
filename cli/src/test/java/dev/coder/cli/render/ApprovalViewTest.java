package dev.coder.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver.Question;
import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is approved is what is seen.
final class ApprovalViewTest {

    private static final List<Integer> SHAPELESS = List.of(
            0xd, 0xb, 0xc, 0x1c, 0x85, 0x2028, 0x2029, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b,
            0x180e, 0x2003, 0x200b, 0x200c, 0x200d, 0x200e, 0x202e, 0x202f, 0x205f, 0x2060, 0x2064, 0x2066, 0x2800,
            0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x16fe4, 0x1d159, 0x1d173, 0xe0001, 0xe0020, 0xe0100,
            0xe01ef, 0xe000);

    private static String text(Effect effect, List<PreviewLine> preview) {
        var question = new Question("x", "x", List.of(effect), preview, "why", List.of(), Optional.empty());
        return new ApprovalView(question, 0, true, 0)
                .lines(Theme.none(), 100, 200).stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void everyCharacterWithoutAShapeIsShownByItsCode() {
        for (int c : SHAPELESS) {
            var text = "a" + Character.toString(c) + "b";
            var code = "a<U+%04X>b".formatted(c);
            assertThat(text(new Effect.Internal(), PreviewLine.of(PreviewLine.Kind.ADDED, text)))
                    .contains("+ " + code);
            assertThat(text(new Effect.RunCommand(text, Path.of("/x")), List.of()))
                    .contains(code);
            assertThat(text(new Effect.SendInput("p", text), List.of())).contains(code);
            assertThat(text(new Effect.UseSecret(text), List.of())).contains(code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\u000b", "\f", "\u0085", "\u2028", "\u2029"})
    void nothingButALineFeedEndsALineOfACommand(String end) {
        var command = "echo ok" + end + "index=$(touch x)\nmake";
        assertThat(text(new Effect.RunCommand(command, Path.of("/x")), List.of()))
                .contains("echo ok<U+%04X>index=$(touch x)\n".formatted((int) end.charAt(0)));
    }

    @Test
    void contentIsNeverReadAsADiff() {
        var content = List.of("index 1..2", "@@ -1,2 +1,2 @@", "--- a/x", "+++ b/x", "diff --git a b", "\\ No newline");
        var preview = content.stream()
                .map(line -> new PreviewLine(PreviewLine.Kind.ADDED, 7, line))
                .toList();
        var shown = text(new Effect.Internal(), preview);
        content.forEach(line -> assertThat(shown).contains("7 + " + line));
    }

    @Test
    void nothingIsLeftOutOfALongPreview() {
        var preview = PreviewLine.of(PreviewLine.Kind.ADDED, "line\n".repeat(5000) + "last\n");
        var question =
                new Question("x", "x", List.of(new Effect.Internal()), preview, "why", List.of(), Optional.empty());
        var view = new ApprovalView(question, 0, true, 1_000_000);
        assertThat(view.detailLines(Theme.none(), 80)).isEqualTo(5001);
        assertThat(view.lines(Theme.none(), 80, 24).toString()).contains("+ last");
    }
}
