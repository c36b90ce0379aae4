package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandVerdict.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the judge lets go unasked is given to the real bash: it must run the calls that were judged and no others, and
/// leave the shell and the folder as they were.
class BashDifferenceTest {

    private static final int COMMANDS = 600;

    @TempDir
    private Path folder;

    private StubbedBash bash;

    static LongStream seeds() {
        var first = Long.getLong("coder.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("coder.runs", 3));
    }

    @BeforeEach
    void makeStubs() throws IOException {
        var programs = new TreeSet<>(Readers.inTheBox().byName().keySet());
        programs.addAll(List.of("touch", "pwned"));
        bash = new StubbedBash(folder.toRealPath(), programs);
    }

    @ParameterizedTest(name = "-Dcoder.seed={0} -Dcoder.runs=1")
    @MethodSource("seeds")
    void runsWhatWasJudgedAndNothingElse(long seed) throws Exception {
        var commands = new RandomCommands(new Random(seed));
        var allowed = 0;
        for (var i = 0; i < COMMANDS; i++) {
            var command = commands.get();
            var verdict = judge(command);
            if (verdict.decision() instanceof Decision.Allow) {
                allowed++;
                var run = bash.run(command);
                assertThat(run.state()).as(command).isEmpty();
                assertThat(run.calls()).as(command).allMatch(words -> isJudged(words, verdict));
            }
        }
        assertThat(allowed).isGreaterThan(COMMANDS / 50);
    }

    /// The names that a pattern stands for were judged, but are not told.
    private static boolean isJudged(List<String> words, CommandVerdict verdict) {
        return verdict.parts().stream()
                .map(Part::words)
                .anyMatch(part -> part.stream().anyMatch(word -> word.matches(".*[*?\\[].*") && !word.equals("["))
                        ? part.getFirst().equals(words.getFirst())
                        : part.equals(words));
    }

    /// The net itself: it must hold what once went through.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls\\\n#; touch pwned",
                "[ -f x ]#;touch pwned",
                "true {PATH}>/dev/null; ls",
                "printf 'abcd%n' PATH; ls",
                "printf -v HOME x",
                "echo x > made",
                "read IFS <.f",
                "shopt -s extglob",
                "ls() { pwned; }; ls"
            })
    void seesWhatMustNotHappen(String command) throws Exception {
        var run = bash.run(command);
        assertThat(Stream.concat(run.calls().stream().filter(words -> words.contains("pwned")), run.state().stream()))
                .isNotEmpty();
        assertThat(judge(command).decision()).isNotInstanceOf(Decision.Allow.class);
    }

    /// A builtin can change the shell itself: whoever adds one must have looked at what it assigns.
    @Test
    void knowsWhichReadersAreBuiltins() throws Exception {
        var process = new ProcessBuilder("/bin/bash", "-c", "compgen -b").start();
        var builtins = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(Readers.inTheBox()::knows);
        assertThat(builtins)
                .containsExactlyInAnyOrder(
                        ":", "[", "command", "echo", "false", "printf", "pwd", "test", "true", "type");
    }

    private CommandVerdict judge(String command) {
        var places = new Places(new Workspace(List.of(bash.project())), folder.resolve("home"), List.of());
        return new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE).judge(command, bash.project());
    }
}
