package dev.coder.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.remote.Endpoint;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionId;
import dev.coder.protocol.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written down of a session, and what can be read out of it again.
class TracingTest {

    private static final String SESSION = "ses_01JD3Z0000000000000000000A";
    private static final String PLANTED = "planted" + "-value";

    @TempDir
    private Path temp;

    private StateFolder state;
    private Tracing tracing;

    @BeforeEach
    void begin() {
        state = new StateFolder(temp);
        tracing = new Tracing(List.of(new TraceFile(state)));
    }

    @Test
    void tellsOnceWhereTheAgentIs() throws Exception {
        tracing = new Tracing(List.of(new DebugLog(temp.resolve("debug.log"), null)));
        tracing.begin(text -> text);
        var address = tracing.locating(_ -> new Endpoint(URI.create("http://localhost:1"), PLANTED));
        address.locate(null);
        address.locate(null);
        assertThat(Files.readString(temp.resolve("debug.log")))
                .containsOnlyOnce("the agent is at http://localhost:1 [")
                .doesNotContain(PLANTED);
    }

    @Test
    void aCancelledThreadDoesNotEndTheTrace() throws IOException {
        converse();
        Thread.currentThread().interrupt();
        tracing.note("while it is cancelled");
        tracing.sent("GET http://localhost:1/v1/sessions/" + SESSION + "/events", Map.of(), "")
                .broken(new IOException("not wanted any more"));
        assertThat(Thread.interrupted()).isTrue();
        tracing.note("after that");
        assertThat(Files.readString(TraceFile.of(state.session(new SessionId(SESSION)))))
                .contains("while it is cancelled", "after that")
                .doesNotContain("not wanted any more");
    }

    @Test
    void keepsWhatIsSentAndReceivedWithoutSecrets() throws IOException {
        converse();
        var file = TraceFile.of(state.session(new SessionId(SESSION)));
        assertThat(Files.readString(file))
                .contains("/v1/sessions\"", "/messages", "[hidden]")
                .doesNotContain(PLANTED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(show())
                .extracting(TranscriptItem::kind)
                .containsExactly("network", "note", "network", "turn", "you", "says", "model", "end");
        assertThat(show()).extracting(TranscriptItem::text).contains("hello", "I say [hidden]");
    }

    @Test
    void writesNothingBeforeItIsKnownWhatIsSecret() {
        tracing.sent("POST http://a/v1/sessions/" + SESSION + "/messages", Map.of(), "");
        assertThat(TraceFile.of(state.session(new SessionId(SESSION)))).doesNotExist();
    }

    @Test
    void doesNotPutTheSecretsOfADeltaTogether() throws IOException {
        tracing.begin(text -> text.replace(PLANTED, "[hidden]"));
        receive(
                LoggedEvent.live(new AgentEvent.TextDelta("mc_1", "msg_1", PLANTED.substring(0, 5))),
                LoggedEvent.live(new AgentEvent.TextDelta("mc_1", "msg_1", PLANTED.substring(5))));
        assertThat(Files.readString(TraceFile.of(state.session(new SessionId(SESSION)))))
                .doesNotContain(PLANTED.substring(5))
                .contains("[5 characters]");
    }

    @Test
    void readsOnAfterACrashInTheMiddle() throws IOException {
        converse();
        var file = TraceFile.of(state.session(new SessionId(SESSION)));
        Files.writeString(file, "{\"at\":17,\"kind\":\"SE", StandardOpenOption.APPEND);
        Files.write(file, new byte[] {(byte) 0xff, 0}, StandardOpenOption.APPEND);
        tracing = new Tracing(List.of(new TraceFile(state)));
        tracing.begin(text -> text);
        tracing.sent("POST http://a/v1/sessions/" + SESSION + "/messages", Map.of(), "");
        tracing.note("after it");
        assertThat(show()).extracting(TranscriptItem::text).contains("hello", "after it");
    }

    @Test
    void saysWhatWasGoingOnWhenTheTraceStops() throws IOException {
        tracing.begin(text -> text);
        receive(
                new LoggedEvent(1, new AgentEvent.TurnStarted("turn_1", "msg_1")),
                new LoggedEvent(2, new AgentEvent.ModelCallStarted("turn_1", "mc_1", 1, "some/model")));
        tracing.write(TraceLine.of(TraceLine.Kind.STARTED, "call_1", "run_command", "{}"));
        assertThat(show())
                .extracting(TranscriptItem::text)
                .contains("some/model was not done", "it stopped here: run_command was started");
    }

    @Test
    void streamsThroughAHundredMegabytes() throws IOException {
        var folder = Files.createDirectories(state.session(new SessionId(SESSION)));
        var line = ProtocolJson.write(TraceLine.of(TraceLine.Kind.RECEIVED, "1-1", null, "x".repeat(50_000))) + "\n";
        try (var out = Files.newBufferedWriter(TraceFile.of(folder))) {
            for (var i = 0; i < 2100; i++) {
                out.write(line);
            }
        }
        assertThat(Files.size(TraceFile.of(folder))).isGreaterThan(100 << 20);
        assertThat(show()).isEmpty();
    }

    @Test
    void startsAnotherFileWhenOneIsFull() throws IOException {
        converse();
        var file = TraceFile.of(state.session(new SessionId(SESSION)));
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(TraceFile.LARGEST).write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        tracing.note("full");
        tracing.note("next");
        assertThat(TraceFile.earlier(state.session(new SessionId(SESSION)))).exists();
        assertThat(show()).extracting(TranscriptItem::text).contains("hello", "full", "next");
    }

    @Test
    void findsSessionsByAnyPartOfTheirIds() throws IOException {
        converse();
        var traces = new Traces(state);
        assertThat(traces.find("last")).isEqualTo(new SessionId(SESSION));
        assertThat(traces.find("0000A")).isEqualTo(new SessionId(SESSION));
        assertThat(traces.all())
                .singleElement()
                .extracting(Traces.Trace::sessionId)
                .isEqualTo(new SessionId(SESSION));
        assertThat(traces.remove(null)).isEqualTo(1);
        assertThat(traces.all()).isEmpty();
    }

    @Test
    void logsForPeopleAndForgetsOldLogs() throws IOException {
        var environment = Map.of("CODER_STATE_DIR", temp.toString(), "CODER_DEBUG", "1");
        var log = DebugLog.of(environment, new PrintStream(PrintStream.nullOutputStream()))
                .orElseThrow();
        log.write(TraceLine.of(TraceLine.Kind.SENT, "1-1", "POST http://a/v1/sessions", "{}"));
        assertThat(Files.readString(log.file())).contains("sent #1-1 POST http://a/v1/sessions (2 characters)");
        new OldTraces(state).forget();
        assertThat(log.file()).exists();
        Files.setLastModifiedTime(log.file(), FileTime.fromMillis(0));
        new OldTraces(state).forget();
        assertThat(log.file()).doesNotExist();
        assertThat(DebugLog.of(Map.of(), System.err)).isEmpty();
    }

    private void converse() throws IOException {
        tracing.sent("POST http://a/v1/sessions", Map.of("Accept", "application/json"), "{}")
                .answered(201, new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)))
                .readAllBytes();
        tracing.note("has " + PLANTED);
        tracing.begin(text -> text.replace(PLANTED, "[hidden]"));
        receive(
                new LoggedEvent(1, new AgentEvent.TurnStarted("turn_1", "msg_1")),
                new LoggedEvent(2, new AgentEvent.UserMessage("turn_1", "msg_1", text("hello"))),
                new LoggedEvent(3, new AgentEvent.ModelCallStarted("turn_1", "mc_1", 1, "some/model")),
                new LoggedEvent(4, new AgentEvent.MessageCompleted("mc_1", "msg_2", text("I say " + PLANTED))),
                new LoggedEvent(5, new AgentEvent.ModelCallCompleted("turn_1", "mc_1", Usage.NONE, "end_turn")),
                new LoggedEvent(6, new AgentEvent.TurnCompleted("turn_1", "end_turn", Usage.NONE)));
    }

    private void receive(LoggedEvent... events) throws IOException {
        var stream = new StringBuilder();
        for (var event : events) {
            stream.append("data: ").append(ProtocolJson.writeEvent(event)).append("\n\n");
        }
        var bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        tracing.sent("POST http://a/v1/sessions/" + SESSION + "/messages", Map.of(), "{}")
                .answered(200, new ByteArrayInputStream(bytes))
                .readAllBytes();
    }

    private static List<Content> text(String words) {
        return List.of(new Content.Text(words));
    }

    private List<TranscriptItem> show() throws IOException {
        var items = new ArrayList<TranscriptItem>();
        new Traces(state).show(new SessionId(SESSION), items::add);
        return items;
    }
}
