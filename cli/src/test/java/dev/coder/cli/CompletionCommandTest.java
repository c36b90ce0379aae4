package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.terminal.Streams;
import dev.coder.testing.NeedsProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// In the shells themselves, without a terminal; a stand-in for `coder` answers what the scripts ask for.
@Timeout(60)
class CompletionCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void standIn() throws IOException {
        var bin = Files.createDirectory(folder.resolve("bin"));
        var coder = Files.writeString(bin.resolve("coder"), """
                #!/bin/sh
                [ "$1 $2" = 'completion --values' ] || exit 1
                [ "$3" = models ] && printf 'ollama/qwen:8b\\nollama/qwen:70b\\nanthropic/x\\n'
                [ "$3" = sessions ] && printf 'ses_1\\nses_2\\n'
                """);
        Files.setPosixFilePermissions(coder, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(folder.resolve("notes"));
        Files.writeString(folder.resolve("notes.txt"), "");
    }

    @Test
    void bashCompletesCommandsOptionsAndValues() throws Exception {
        assertThat(bash("coder ag")).containsExactly("agent");
        assertThat(bash("coder agent st")).containsExactlyInAnyOrder("status", "stop");
        assertThat(bash("coder agent status --j")).containsExactly("--json");
        assertThat(bash("coder --approval-mode ")).containsExactly("plan", "ask", "edits", "auto", "bypass");
        assertThat(bash("coder --approval-mode ask ag")).containsExactly("agent");
        assertThat(bash("coder --output=j")).containsExactlyInAnyOrder("json", "jsonl");
        assertThat(bash("coder --project no")).containsExactly("notes");
        assertThat(bash("coder --session ")).containsExactly("ses_1", "ses_2");
        assertThat(bash("coder completion ")).containsExactlyInAnyOrder("bash", "zsh", "fish");
        assertThat(bash("coder mend agent st"))
                .as("words of a prompt are no commands")
                .isEmpty();
    }

    @Test
    void bashKeepsWhatStandsBeforeAColon() throws Exception {
        assertThat(bash("coder --model ollama/qwen:")).containsExactlyInAnyOrder("8b", "70b");
        assertThat(bash("coder --model an")).containsExactly("anthropic/x");
    }

    @Test
    @NeedsProgram("zsh")
    void zshCompletesCommandsOptionsAndValuesWithDescriptions() throws Exception {
        assertThat(zsh("coder ag")).contains("coder agent");
        assertThat(zsh("coder agent st\t")).contains("status", "stop", "Show the local agent");
        assertThat(zsh("coder --approval-mode b")).contains("--approval-mode bypass");
        assertThat(zsh("coder --model anth")).contains("--model anthropic/x");
        assertThat(zsh("coder --project no")).contains("--project notes/");
        assertThat(zsh("coder doctor --js")).contains("coder doctor --json");
    }

    @Test
    @NeedsProgram("fish")
    void fishCompletesCommandsOptionsAndValuesWithDescriptions() throws Exception {
        assertThat(fish("coder ag")).singleElement().asString().startsWith("agent\t");
        assertThat(fish("coder agent st")).hasSize(2).allMatch(line -> line.matches("(status|stop)\t.+"));
        assertThat(fish("coder agent status --j")).singleElement().asString().startsWith("--json\t");
        assertThat(fish("coder --approval-mode b")).singleElement().asString().startsWith("bypass\t");
        assertThat(fish("coder --session ")).hasSize(2).allMatch(line -> line.startsWith("ses_"));
        assertThat(fish("coder --model anth")).singleElement().asString().startsWith("anthropic/x\t");
        assertThat(fish("coder --project no")).anyMatch(line -> line.startsWith("notes/"));
    }

    @Test
    void printsNothingForAShellItDoesNotKnow() {
        assertThat(coder(Map.of("SHELL", "/bin/tcsh"))).isEmpty();
        assertThat(coder(Map.of("SHELL", "/usr/bin/fish"))).startsWith("# Completes coder in fish");
    }

    @Test
    void knowsTheKeysOfTheSettings() {
        assertThat(coder(Map.of(), "--values", "keys").lines()).contains("agentUrl", "toolPolicy");
    }

    @Test
    void knowsTheSessionsOfThisMachine() throws IOException {
        Files.createDirectories(folder.resolve("state/sessions/ses_9"));
        var environment = Map.of("CODER_STATE_DIR", folder.resolve("state").toString());
        assertThat(coder(environment, "--values", "sessions")).isEqualTo("ses_9\n");
        assertThat(coder(environment, "--values", "nonsense")).isEmpty();
        assertThat(coder(Map.of("CODER_STATE_DIR", folder.resolve("none").toString()), "--values", "models"))
                .isEmpty();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private List<String> bash(String line) throws Exception {
        var script = script("bash") + """
                COMP_LINE=$1 COMP_POINT=${#1}
                COMP_WORDS=(coder)
                COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
                _coder
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        return lines(run("bash", "-c", script, "bash", line));
    }

    /// zsh completes nowhere but on a terminal; its module `zpty` makes one.
    private String zsh(String line) throws Exception {
        var functions = Files.createDirectories(folder.resolve("functions"));
        Files.writeString(functions.resolve("_coder"), script("zsh"));
        var driver = """
                zmodload zsh/zpty
                zpty z zsh -f -i
                zpty -w z "PS1='READY> '; fpath=($2 \\$fpath); autoload -U compinit; compinit -u -D; unsetopt beep; LISTMAX=1000; bindkey '^I' complete-word; echo SET''UP"
                zpty -r z seen '*SETUP*'
                zpty -n -w z "$1"$'\\t'
                sleep 0.2
                for i in {1..40}; do
                  zpty -r -t z more && seen+=$more || sleep 0.05
                done
                print -r -- "$seen"
                zpty -d z
                """;
        return run("zsh", "-f", "-c", driver, "zsh", line, functions.toString())
                .replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "")
                .replaceAll(".\b", "");
    }

    private List<String> fish(String line) throws Exception {
        var file = Files.writeString(folder.resolve("coder.fish"), script("fish"));
        return lines(run("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", file.toString(), line));
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private String run(String... line) throws Exception {
        var builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        var path = System.getenv("PATH");
        builder.environment().put("PATH", folder.resolve("bin") + ":" + path);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "xterm");
        var process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String script(String shell) {
        return coder(Map.of(), shell);
    }

    private String coder(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var streams = new Streams(print(out), print(new ByteArrayOutputStream()), false, false, false, false);
        var line = new ArrayList<>(List.of("completion"));
        line.addAll(List.of(arguments));
        CliMain.run(line.toArray(String[]::new), environment, streams);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
