package dev.coder.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.Approver;
import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import dev.coder.policy.Allowance;
import dev.coder.policy.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalApproverTest {

    @Test
    void showsTheWholeCommandWithEverythingInvisibleInIt() {
        var question = question(new Effect.RunCommand("echo ok\nrm -rf \u202e/tmp/x\u001b[2K", Path.of("/work")));
        assertThat(QuestionText.beginning(question).toString().lines())
                .contains("    in /work:", "      echo ok", "      rm -rf <U+202E>/tmp/x<U+001B>[2K", "  it matters");
    }

    @Test
    void takesAMissingTerminalForNobody(@TempDir Path folder) throws InterruptedException {
        var approver = new TerminalApprover(folder.resolve("tty"));
        assertThat(approver.ask(question(new Effect.WriteFile(Path.of("/x"))))).isEqualTo(new Approver.Answer.Nobody());
    }

    @Test
    void showsTheFirstLinesOfWhatWouldChange() {
        var effects = List.<Effect>of(new Effect.WriteFile(Path.of("/x")));
        var question = new Approver.Question(
                "write_file",
                "write x",
                effects,
                PreviewLine.of(PreviewLine.Kind.ADDED, "a\u001b\n".repeat(43)),
                "it matters",
                List.of(),
                Optional.empty());
        assertThat(QuestionText.beginning(question).toString().lines())
                .containsSubsequence("    write  /x", "    + a<U+001B>", "    … 3 more lines", "  it matters")
                .filteredOn("    + a<U+001B>"::equals)
                .hasSize(40);
    }

    @Test
    void takesNothingForAnAnswerThatWasTypedBeforeTheQuestion() throws Exception {
        try (var typed = new PipedOutputStream();
                var terminal = new PipedInputStream(typed)) {
            typed.write("y\n".getBytes(StandardCharsets.US_ASCII));
            var screen = new ByteArrayOutputStream() {
                @Override
                public void write(byte[] text) throws IOException {
                    if (new String(text, StandardCharsets.UTF_8).contains("Allow it?")) {
                        typed.write("what?\nn\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            };
            var question = question(new Effect.WriteFile(Path.of("/x")));
            assertThat(TerminalApprover.ask(question, new TerminalDialog(terminal, screen)))
                    .isEqualTo(new Approver.Answer.No());
        }
    }

    @Test
    void offersWhatCanBeAnswered() throws Exception {
        var always = List.of(new Allowance(Verb.RUN, List.of("make"), "/work"));
        var question = new Approver.Question(
                "run_command", "$ make", List.of(), List.of(), "it matters", always, Optional.of("make"));
        assertThat(said(question, "a")).isEqualTo(new Approver.Answer.Always());
        assertThat(said(question, "n")).isEqualTo(new Approver.Answer.No());
        assertThat(said(question, "No: use pnpm, please")).isEqualTo(new Approver.Answer.No("use pnpm, please"));
        assertThat(said(question, "e", "", "nonsense", "e", "make -n"))
                .isEqualTo(new Approver.Answer.Edited("make -n"));
        assertThat(said(question(new Effect.WriteFile(Path.of("/x"))), "a", "e", "YES"))
                .isEqualTo(new Approver.Answer.Yes());
    }

    @Test
    void showsAllOfItOnDemand() throws Exception {
        var effects = IntStream.range(0, 60)
                .<Effect>mapToObj(i -> new Effect.WriteFile(Path.of("/file" + i)))
                .toList();
        var preview = PreviewLine.of(PreviewLine.Kind.ADDED, "a\rb\n".repeat(50) + "x".repeat(900) + "END\n");
        var always = IntStream.range(0, 60)
                .mapToObj(i -> new Allowance(Verb.RUN, List.of("make", "step" + i), "/work"))
                .toList();
        var question = new Approver.Question(
                "apply_patch", "patch it", effects, preview, "it matters", always, Optional.empty());
        var screen = new StringBuilder();
        assertThat(said(question, screen, "d", "", "y")).isEqualTo(new Approver.Answer.Yes());
        assertThat(said(question, "a", "a")).isEqualTo(new Approver.Answer.Always());
        var parts = screen.toString().split("Allow it\\?", 3);
        assertThat(parts[1]).startsWith(" [y]es, [n]o (or n: what instead), [a]lways, [d]etails: all of it: ");
        assertThat(PreviewLine.split(parts[0]))
                .contains("    … and 40 more such steps", "    … 11 more lines", "    + a<U+000D>b")
                .contains("    … and 55 more that are always allowed then")
                .doesNotContain("    write  /file59");
        assertThat(parts[0].substring(parts[0].indexOf("+ a"))).contains("? patch it");
        assertThat(parts[1])
                .contains("[d]etails", "write  /file59", "END", "step59")
                .doesNotContain(" more ");
        assertThat(parts[1].substring(parts[1].indexOf("END"))).containsSubsequence("it matters", "? patch it");
    }

    @Test
    void aLongCommandDoesNotPushTheQuestionAway() {
        var command = "true\n".repeat(500) + "x".repeat(1000);
        var text = QuestionText.beginning(question(new Effect.RunCommand(command, Path.of("/work"))));
        assertThat(text.leavesOut()).isTrue();
        assertThat(text.toString()).contains("… 462 more lines").endsWith("  it matters\n? run it\n");
    }

    private static Approver.Answer said(Approver.Question question, String... lines) throws Exception {
        return said(question, new StringBuilder(), lines);
    }

    /// Types a line at each question.
    private static Approver.Answer said(Approver.Question question, StringBuilder shown, String... lines)
            throws Exception {
        var waiting = new ArrayDeque<>(List.of(lines));
        try (var typed = new PipedOutputStream();
                var terminal = new PipedInputStream(typed)) {
            var screen = new ByteArrayOutputStream() {
                @Override
                public void write(byte[] text) throws IOException {
                    shown.append(new String(text, StandardCharsets.UTF_8));
                    if (new String(text, StandardCharsets.UTF_8).endsWith(": ")) {
                        typed.write((waiting.remove() + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                }
            };
            var answer = TerminalApprover.ask(question, new TerminalDialog(terminal, screen));
            assertThat(waiting).isEmpty();
            return answer;
        }
    }

    private static Approver.Question question(Effect effect) {
        return new Approver.Question(
                "run_command", "run it", List.of(effect), List.of(), "it matters", List.of(), Optional.empty());
    }
}
