package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.doctor.Finding;
import dev.coder.cli.doctor.Report;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import dev.coder.testing.NeedsProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    @NeedsProgram("git")
    void saysWhichSandboxIsInForceAndWhatElseIsThere() {
        var key = "sk-" + "x1".repeat(20);
        assertThat(run(Map.of("OPENAI_API_KEY", key), "doctor")).isZero();
        assertThat(printed())
                .containsPattern("(OK|WARN)  +sandbox  +\\w+")
                .containsPattern("OK  +java")
                .containsPattern("OK  +git  +/")
                .containsPattern("OK  +agent")
                .doesNotContain(key);
    }

    @Test
    void saysWhatToDoWhereSomethingIsMissing() {
        assertThat(run(Map.of("PATH", "/nonexistent"), "doctor", "--json")).isEqualTo(2);
        var report = ProtocolJson.read(Report.class, printed());
        assertThat(report.usable()).isFalse();
        var levels = byCheck(report);
        assertThat(levels)
                .containsEntry("bash", "fail")
                .containsEntry("rg", "warn")
                .containsEntry("agent", "warn");
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.fix().isEmpty())
                        .isEqualTo(finding.level().equals("ok")));
    }

    @Test
    void findsAStateFolderThatOthersCanOpen() throws IOException {
        var state = Files.createDirectory(folder.resolve("state"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run(Map.of(), "doctor")).isEqualTo(2);
        assertThat(printed()).contains("chmod 700 " + state);
    }

    @Test
    void sendsNoKeyThatAConversationWouldNotSend() {
        var key = "agk-" + "x1".repeat(20);
        var url = "http://coder.example.invalid";
        run(Map.of("CODER_API_KEY", key, "CODER_AGENT_URL", url), "doctor");
        assertThat(printed()).contains("No key is sent to " + url + " in clear text");
        run(Map.of("CODER_API_KEY", key + "\n" + key, "CODER_AGENT_URL", "https://127.0.0.1:9"), "doctor");
        assertThat(printed()).contains("a key is one word").doesNotContain(key);
    }

    private static Map<String, String> byCheck(Report report) {
        return report.findings().stream().collect(Collectors.toMap(Finding::check, Finding::level));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(Map<String, String> more, String... arguments) {
        var environment = new HashMap<>(Map.of(
                "CODER_STATE_DIR", folder.resolve("state").toString(),
                "HOME", folder.toString(),
                "PATH", System.getenv("PATH")));
        environment.putAll(more);
        return CliMain.run(arguments, environment, new Streams(print(out), print(err), false, false, false, false));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
