package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.cli.doctor.Finding;
import dev.coder.cli.doctor.Report;
import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.KeySlot;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The plan's own files of settings, in each layer where they may stand, through the commands that read settings.
class PlanFilesTest {

    private static final URI AGENT = URI.create("https://your-agent.agentuity.cloud/agent_xxx");

    @TempDir
    private Path folder;

    private Path home = Path.of("/");
    private Path project = Path.of("/");
    private final Map<String, String> environment = new TreeMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// One file in one place, with its variables set or not.
    record Case(PlanFile file, PlanFile.Place place, boolean set) {}

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var file : PlanFile.values()) {
            for (var place : PlanFile.Place.values()) {
                cases.add(new Case(file, place, true));
                cases.add(new Case(file, place, false));
            }
        }
        return cases;
    }

    @BeforeEach
    void makeFolders() throws IOException {
        home = folder.toRealPath().resolve("home");
        project = Files.createDirectories(home.resolve("proj"));
        Files.writeString(project.resolve("a.txt"), "alpha");
        environment.put("HOME", home.toString());
        environment.put("CODER_STATE_DIR", home.resolve("state").toString());
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    }

    private void prepare(Case given) throws IOException {
        given.place().write(home, given.file());
        if (given.set()) {
            environment.putAll(PlanFile.VARIABLES);
        }
        if (!given.place().isOwn() && !given.place().isStrange()) {
            assertThat(run("trust", project.toString())).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stopNoCommandThatLooks(Case given) throws IOException {
        prepare(given);
        assertThat(run("config", "list", "--origin", "--project", project.toString()))
                .as(said())
                .isZero();
        var listed = printed();
        var complaints = said();
        assertThat(run("policy", "list", "--project", project.toString()))
                .as(said())
                .isZero();
        assertThat(printed()).contains("Approval mode: ask");
        assertThat(run("tool", "list")).as(said()).isZero();
        assertThat(run("projects", "list")).as(said()).isZero();
        assertListed(given, listed, complaints);
    }

    private static void assertListed(Case given, String listed, String complaints) {
        if (given.place().isStrange()) {
            assertThat(complaints).contains("do not count, for the folder is not trusted");
            assertThat(listed).doesNotContain("agentuity.cloud", "requireConfirmation = [\"rm\"");
            return;
        }
        switch (given.file()) {
            case PERSONAL -> {
                assertThat(listed).contains("agentUrl = \"" + AGENT + "\"", "maxFileSize = \"10MB\"");
                assertThat(listed.contains("apiKey = \"[ENCRYPTED]\""))
                        .isEqualTo(given.place().isOwn() && !given.set());
                assertThat(complaints)
                        .contains(
                                given.place().isOwn()
                                        ? "/.config/coder/tools of \"toolsPath\" is not there; make it"
                                        : "\"toolsPath\" counts in your own settings only");
            }
            case DEVELOPER -> {
                assertThat(listed).contains("agentUrl = \"https://my-team.agentuity.cloud/agent_12345\"");
                assertThat(complaints.contains("the variable CODER_API_KEY is not set"))
                        .isEqualTo(given.place().isOwn() && !given.set());
                assertThat(complaints.contains("\"apiKey\" counts in your own settings only"))
                        .isEqualTo(!given.place().isOwn());
            }
            case TEAM -> {
                assertThat(listed)
                        .contains(
                                given.set()
                                        ? "agentUrl = \"https://team.agentuity.cloud/agent_9\""
                                        : "agentUrl = \"${TEAM_AGENT_URL}\"",
                                "blockedPaths = [\"/etc\", \"/usr\", \"/bin\"]",
                                "maxFileSize = \"5MB\"",
                                "requireConfirmation = [\"rm\", \"sudo\"]");
                assertThat(complaints.contains("config.json:1: the variable TEAM_AGENT_URL is not set")
                                || complaints.contains("config.local.json:1: the variable TEAM_AGENT_URL is not set"))
                        .isEqualTo(!given.set());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stopNoToolThatReads(Case given) throws IOException {
        prepare(given);
        for (var mode : List.of("ask", "edits", "bypass")) {
            assertThat(tool(mode, "read_file", "{\"path\":\"a.txt\"}"))
                    .as(said())
                    .isZero();
            assertThat(printed()).contains("alpha");
            assertThat(tool(mode, "run_command", "{\"command\":\"cat a.txt\"}"))
                    .as(said())
                    .isZero();
            assertThat(printed()).contains("alpha");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stopNoCommandInTheSandbox(Case given) throws IOException {
        assumeTrue(Sandboxes.working().isPresent(), "no sandbox works on this machine");
        prepare(given);
        assertThat(tool("auto", "run_command", "{\"command\":\"cat a.txt\"}"))
                .as(said())
                .isZero();
        assertThat(printed()).contains("alpha");
    }

    /// What doctor says of the agent is what a turn would end with.
    @ParameterizedTest
    @CsvSource({
        "PERSONAL,  OWN,           true,  ok,   with the key in CODER_API_KEY",
        "PERSONAL,  OWN,           false, fail, coder auth login https://your-agent.agentuity.cloud",
        "DEVELOPER, OWN,           true,  ok,   my-team.agentuity.cloud",
        "DEVELOPER, OWN_PROTOTYPE, false, fail, the variable CODER_API_KEY is not set",
        "TEAM,      OWN,           true,  ok,   team.agentuity.cloud",
        "TEAM,      OWN_PROTOTYPE, false, fail, the variable TEAM_AGENT_URL is not set",
    })
    void areSeenThroughByDoctor(PlanFile file, PlanFile.Place place, boolean set, String level, String said)
            throws IOException {
        prepare(new Case(file, place, set));
        assertThat(findings("agent"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(level))
                .satisfies(finding -> assertThat(finding.found()).contains(said));
        assertThat(findings("config")).noneMatch(finding -> finding.level().equals("fail"));
    }

    @Test
    void meanTheStoredKeyByThePlaceholder() throws Exception {
        prepare(new Case(PlanFile.PERSONAL, PlanFile.Place.OWN, false));
        KeyRing.of(environment, Asking.NOBODY).store(new KeySlot.Agent(AGENT), "a-stored-key");
        assertThat(findings("agent"))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo("ok"));
    }

    @Test
    void takeToolsFromBesideTheFile() throws Exception {
        prepare(new Case(PlanFile.PERSONAL, PlanFile.Place.OWN, false));
        var tools = Files.createDirectories(home.resolve(".config/coder/tools"));
        assertThat(run("tool", "list")).isZero();
        Files.writeString(tools.resolve("deploy.ts"), "export {}");
        Files.writeString(tools.resolve("broken.jar"), "no jar");
        assertThat(run("tool", "list")).isZero();
        assertThat(said()).contains("broken.jar is broken and not used");
        assertThat(run("policy", "list", "--project", project.toString())).isZero();
        assertThat(said()).contains("config.json:1: the folder " + tools, "no jar", "deploy.ts");
    }

    private List<Finding> findings(String check) {
        run("doctor", "--offline", "--json");
        return ProtocolJson.read(Report.class, printed()).findings().stream()
                .filter(finding -> finding.check().equals(check))
                .toList();
    }

    private int tool(String mode, String name, String parameters) {
        return run("tool", "run", name, parameters, "--project", project.toString(), "--approval-mode", mode);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var streams = new Streams(print(out), print(err), false, false, false, false);
        return CliMain.run(arguments, Map.copyOf(environment), streams);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
