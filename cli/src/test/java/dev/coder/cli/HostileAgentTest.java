package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.remote.LyingAgent;
import dev.coder.cli.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole CLI against an agent that lies about names: nothing is deleted, written, read or sent for it, and the user
/// learns in one sentence what it said.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileAgentTest {

    private static final String PROMPT = "my-own-prompt";
    private static final String NO_ID = "which is not a session id";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private LyingAgent agent;
    private Path project = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        agent = new LyingAgent();
        project = Files.createDirectories(folder.toRealPath().resolve("project"));
        state = folder.toRealPath().resolve("state");
        Files.createDirectories(project.resolve("src"));
        Files.writeString(project.resolve("src/Main.java"), "class Main {}");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    // --- ids of answers

    @ParameterizedTest
    @ValueSource(
            strings = {"PROJECT", "../../project", "ses_1/../../project", ".", "", "ses_1\\n", "ses_1;rm -rf x", "ses_é"
            })
    void removesNothingThatAnAnswerNames(String id) throws IOException {
        agent.says("GET /v1/sessions/ses_1", LyingAgent.state(named(id)));
        var before = everything();
        assertThat(run("sessions", "rm", "ses_1", "--yes")).isEqualTo(3);
        assertThat(said()).contains(NO_ID).contains(agent.address().toString());
        assertUntouched(before);
        assertThat(agent.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROJECT", "../../project", "ses_1 --session", "$(touch pwned)"})
    void removesNothingThatAListNames(String id) throws IOException {
        agent.says("GET /v1/sessions", "{\"sessions\":[" + LyingAgent.state(named(id)) + "]}");
        var before = everything();
        assertThat(run("sessions", "rm", "an old one", "--yes")).isEqualTo(3);
        assertThat(said()).contains(NO_ID);
        assertUntouched(before);
        for (var command : List.of("list", "search old", "show last", "export last", "fork last", "resume last")) {
            assertThat(run(("sessions " + command).split(" "))).as(command).isEqualTo(3);
            assertThat(said()).as(command).contains(NO_ID);
        }
        assertUntouched(before);
    }

    @Test
    void removesNoOtherSessionThanTheOneAskedFor() throws IOException {
        var other = Files.createDirectories(state.resolve("sessions/ses_2/tools"));
        agent.says("GET /v1/sessions/ses_1", LyingAgent.state("ses_2"));
        assertThat(run("sessions", "rm", "ses_1", "--yes")).isEqualTo(3);
        assertThat(said()).contains("about the session ses_2 when asked about ses_1");
        assertThat(other).exists();
        assertThat(agent.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    /// A title and the end of an id are names for people; what was typed as an id is none.
    @ParameterizedTest
    @ValueSource(strings = {"ses_x77", "ses_x0123456789ABCDEF"})
    void removesNoOtherSessionThatIsCalledAsTheIdAskedFor(String id) throws IOException {
        var kept = Files.createDirectories(state.resolve("sessions").resolve(id));
        agent.answers("GET /v1/sessions/ses_0123456789ABCDEF", (exchange, _) -> LyingAgent.unknown(exchange));
        agent.says("GET /v1/sessions/" + id, LyingAgent.state(id));
        agent.says(
                "GET /v1/sessions",
                "{\"sessions\":[" + LyingAgent.state(id).replace("an old one", "ses_0123456789ABCDEF") + "]}");
        assertThat(run("sessions", "rm", "ses_0123456789ABCDEF", "--yes")).isEqualTo(7);
        assertThat(said()).contains("There is no session");
        assertThat(kept).exists();
        assertThat(agent.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROJECT/x", "../../project/x", "ses_/x"})
    void makesAndReadsNothingInAFolderThatANewSessionNames(String id) throws IOException {
        var home = Files.writeString(folder.resolve("bashrc"), "export A=1\nlast line without an end");
        var key = Files.writeString(folder.resolve("id_rsa"), "PRIVATE KEY");
        var planted = Files.createDirectories(project.resolve("x/calls/c1"));
        Files.createSymbolicLink(planted.resolve("output"), key);
        Files.createSymbolicLink(project.resolve("x/journal.jsonl"), home);
        var before = everything();
        agent.says("POST /v1/sessions", LyingAgent.created(named(id)));
        agent.streams("POST /v1/sessions/.*/messages", turn(call("c1", "run_command", "{\"command\":\"ls\"}")));
        assertThat(run("-p", "--approval-mode", "plan", PROMPT)).isEqualTo(3);
        assertThat(said()).contains(NO_ID);
        assertUntouched(before);
        assertThat(Files.readString(home)).isEqualTo("export A=1\nlast line without an end");
        assertThat(String.join("\n", agent.requests()))
                .doesNotContain("PRIVATE KEY")
                .doesNotContain(PROMPT);
    }

    @Test
    void takesNoNewSessionThatIsKnownAlready() throws IOException {
        var known = Files.createDirectories(state.resolve("sessions/ses_1"));
        Files.writeString(
                known.resolve("journal.jsonl"),
                "{\"state\":\"prompt\",\"id\":\"k\",\"text\":\"{\\\"content\\\":[{\\\"type\\\":\\\"text\\\",\\\"text\\\":\\\"the plan\\\"}]}\"}\n");
        assertThat(run("-p", PROMPT)).isEqualTo(3);
        assertThat(said()).contains("ses_1").contains("known here");
        agent.says("GET /v1/sessions/ses_2", LyingAgent.state("ses_2"));
        assertThat(run("sessions", "fork", "ses_1")).as(said()).isZero(); // ses_2 is new
        agent.says("POST /v1/sessions/ses_1/fork", LyingAgent.created("ses_1"));
        assertThat(run("sessions", "fork", "ses_1")).isEqualTo(3);
        assertThat(String.join("\n", agent.requests()))
                .doesNotContain("the plan")
                .doesNotContain(PROMPT);
    }

    @Test
    void forksIntoNoFolderThatTheAnswerNames() throws IOException {
        var before = everything();
        agent.says("POST /v1/sessions/ses_1/fork", LyingAgent.created(project.toString()));
        assertThat(run("sessions", "fork", "ses_1")).isEqualTo(3);
        assertThat(said()).contains(NO_ID);
        assertUntouched(before);
    }

    // --- names of events

    @ParameterizedTest
    @ValueSource(strings = {"../../../project", "c/../../x", "$(touch pwned)", "", "c\\nc", "é"})
    void runsNoCallWhoseIdIsNone(String id) throws IOException {
        var before = everything();
        agent.streams("POST /v1/sessions/ses_1/messages", turn(call(id, "list_directory", "{\"path\":\".\"}")));
        assertThat(run("-p", "--approval-mode", "plan", PROMPT)).isEqualTo(3);
        assertThat(said()).contains("which is not a call id");
        assertUntouched(before);
        assertThat(agent.requests()).noneMatch(request -> request.contains("/continuations"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trn_1\\nCo-authored-by: me", "../x", ""})
    void beginsNoTurnWhoseIdIsNone(String id) {
        agent.streams(
                "POST /v1/sessions/ses_1/messages",
                "{\"type\":\"turn.started\",\"seq\":5,\"turnId\":\"" + id + "\",\"messageId\":\"msg_1\"}");
        assertThat(run("-p", PROMPT)).isEqualTo(3);
        assertThat(said()).contains("which is not a turn id");
    }

    @Test
    void sendsNoHeaderThatTheAgentNames() {
        agent.says(
                "POST /v1/sessions",
                LyingAgent.created("ses_1")
                        .replace("{\"epoch\":1}", "{\"clientId\":\"cli_1\\nX-Evil: 1\",\"epoch\":1}"));
        assertThat(run("-p", PROMPT)).isEqualTo(3);
        assertThat(said()).contains("which is not a client id");
    }

    @Test
    void believesNoEventOfAnotherSession() {
        agent.streams(
                "POST /v1/sessions/ses_1/messages",
                "{\"type\":\"session.created\",\"seq\":5,\"sessionId\":\"ses_9\",\"model\":\"m\"}");
        assertThat(run("-p", PROMPT)).isEqualTo(3);
        assertThat(said()).contains("about the session ses_9 when asked about ses_1");
        agent.streams(
                "POST /v1/sessions/ses_1/messages",
                "{\"type\":\"session.created\",\"seq\":5,\"sessionId\":\"../x\",\"model\":\"m\"}");
        deleteState();
        assertThat(run("-p", PROMPT)).isEqualTo(3);
        assertThat(said()).contains(NO_ID);
    }

    // --- the agent of a session

    @Test
    void givesWhatIsKeptOfASessionToNoOtherAgent() throws Exception {
        agent.answers("POST /v1/sessions/ses_1/messages", (exchange, _) -> exchange.sendResponseHeaders(400, -1));
        assertThat(run("-p", "the plan")).isNotZero();
        try (var other = new LyingAgent()) {
            var first = agent;
            agent = other;
            assertThat(run("-p", "--session", "ses_1", PROMPT)).isEqualTo(7);
            assertThat(said())
                    .contains(
                            "is for the agent with which it was begun",
                            first.address().toString());
            assertThat(run("-p", "--continue")).isEqualTo(7);
            assertThat(String.join("\n", other.requests())).doesNotContain("the plan");
            assertThat(run("sessions", "rm", "ses_1", "--yes")).isZero();
            assertThat(state.resolve("sessions/ses_1/journal.jsonl")).exists();
            agent = first;
        }
        assertThat(run("sessions", "rm", "ses_1", "--yes")).isZero();
        assertThat(state.resolve("sessions/ses_1")).doesNotExist();
    }

    @Test
    void goesOnWithASessionThatAVersionBeforeThisOneBegan() throws IOException {
        var kept = Files.createDirectories(state.resolve("sessions/ses_1"));
        Files.writeString(
                kept.resolve("journal.jsonl"), "{\"state\":\"client\",\"id\":\"cli_old\",\"seq\":1,\"epoch\":1}\n");
        assertThat(run("-p", "--session", "ses_1")).isZero();
        assertThat(Files.readString(kept.resolve("journal.jsonl")))
                .contains(agent.address().toString());
    }

    // --- words of the shell

    @Test
    void completesNoWordThatAShellRuns() throws IOException {
        agent.says(
                "GET /v1/capabilities",
                "{\"product\":\"coder-agent\",\"version\":\"1\",\"protocolVersions\":[],\"models\":[\"good/one:7b\","
                        + "\"$(touch pwned)\",\"a`touch pwned`\",\"x;y\",\"-o\",\"a\\nb c\"],\"limits\":{\"requestBytes\":1,"
                        + "\"inlineResultBytes\":1,\"tools\":1,\"parallelCalls\":1,\"modelCallsPerTurn\":1,"
                        + "\"streamMaxAgeSeconds\":1},\"features\":[]}");
        Files.writeString(
                Files.createDirectories(state.resolve("agents")).resolve("f.json"),
                "{\"pid\":%d,\"port\":%d,\"token\":\"t\",\"version\":\"1\",\"fingerprint\":\"f\",\"startedAt\":1}"
                        .formatted(
                                ProcessHandle.current().pid(), agent.address().getPort()));
        Files.createDirectories(state.resolve("sessions/ses_1"));
        Files.createDirectories(state.resolve("sessions/$(touch pwned)"));
        var environment = Map.of("CODER_STATE_DIR", state.toString(), "HOME", folder.toString());
        var streams = new Streams(print(out), print(err), true, false, false, false);
        CliMain.run(new String[] {"completion", "--values", "models"}, environment, streams);
        CliMain.run(new String[] {"completion", "--values", "sessions"}, environment, streams);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("good/one:7b\nses_1\n");
    }

    // --- Coder's own folders

    @Test
    void followsNoLinkBelowTheStateFolder() throws IOException {
        Files.createDirectories(state.resolve("sessions"));
        Files.createSymbolicLink(state.resolve("sessions/ses_1"), project);
        var before = everything();
        assertThat(run("-p", "--session", "ses_1", PROMPT)).isEqualTo(2);
        assertThat(said()).contains("is a link");
        assertThat(run("sessions", "rm", "ses_1", "--yes")).isZero();
        assertUntouched(before);
    }

    @Test
    void writesNoJournalThroughALink() throws IOException {
        var file = Files.writeString(folder.resolve("bashrc"), "export A=1\nlast");
        Files.createDirectories(state.resolve("sessions/ses_1"));
        Files.createSymbolicLink(state.resolve("sessions/ses_1/journal.jsonl"), file);
        assertThat(run("-p", "--session", "ses_1", PROMPT)).isNotZero();
        assertThat(Files.readString(file)).isEqualTo("export A=1\nlast");
    }

    private String named(String id) {
        return id.replace("PROJECT", project.toString());
    }

    private static String[] turn(String... calls) {
        var events = new ArrayList<>(
                List.of("{\"type\":\"turn.started\",\"seq\":5,\"turnId\":\"trn_2\",\"messageId\":\"msg_1\"}"));
        events.addAll(List.of(calls));
        events.add("{\"type\":\"turn.requires_action\",\"seq\":90,\"turnId\":\"trn_2\",\"pending\":[]}");
        return events.toArray(String[]::new);
    }

    private static String call(String id, String tool, String parameters) {
        return "{\"type\":\"tool_call\",\"seq\":6,\"turnId\":\"trn_2\",\"modelCallId\":\"mc_1\",\"id\":\"" + id
                + "\",\"toolName\":\"" + tool + "\",\"parameters\":" + parameters + ",\"execution\":\"client\"}";
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var line = new ArrayList<>(List.of(arguments));
        var at = line.getFirst().equals("sessions") ? 2 : 0;
        line.addAll(at, List.of("--agent-url", agent.address().toString(), "--project", project.toString()));
        var environment = Map.of("CODER_STATE_DIR", state.toString(), "HOME", folder.toString(), "CODER_API_KEY", "k");
        return CliMain.run(
                line.toArray(String[]::new),
                environment,
                new Streams(print(out), print(err), true, false, false, false));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void deleteState() {
        try (var tree = Files.walk(state.resolve("sessions"))) {
            for (var file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The project and what lies beside it, with the contents of files.
    private Map<String, String> everything() throws IOException {
        var all = new TreeMap<String, String>();
        try (var tree = Files.walk(project)) {
            for (var file : tree.toList()) {
                all.put(file.toString(), Files.isRegularFile(file) ? Files.readString(file) : "");
            }
        }
        return all;
    }

    private void assertUntouched(Map<String, String> before) throws IOException {
        assertThat(everything()).isEqualTo(before);
        assertThat(project.resolve("pwned")).doesNotExist();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
