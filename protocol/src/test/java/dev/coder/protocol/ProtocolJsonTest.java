package dev.coder.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolJsonTest {

    static Stream<Class<?>> everyEvent() {
        return variants(AgentEvent.class).filter(type -> type != AgentEvent.Unknown.class);
    }

    private static Stream<Class<?>> variants(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(ProtocolJsonTest::variants)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void everyEventIsReadBackAsItWasWritten(Class<?> type) throws Exception {
        var components = type.getRecordComponents();
        var values = Stream.of(components)
                .map(component -> sample(component.getType()))
                .toArray();
        var event = new LoggedEvent(7, (AgentEvent) type.getDeclaredConstructors()[0].newInstance(values));
        var json = ProtocolJson.writeEvent(event);
        assertThat(ProtocolJson.readEvent(json)).isEqualTo(event);
        assertThat(ProtocolJson.readEvent(json.replaceFirst("\\{", "{\"fromTheFuture\":[{}],")))
                .isEqualTo(event);
        assertThat(ProtocolJson.typeIn(json)).matches("[a-z_.]+");
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void everyEventCanBeWrittenWithoutItsOptionalParts(Class<?> type) throws Exception {
        var values = Stream.of(type.getRecordComponents())
                .map(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        ? null
                        : sample(component.getType()))
                .toArray();
        var event = new LoggedEvent(0, (AgentEvent) type.getDeclaredConstructors()[0].newInstance(values));
        assertThat(ProtocolJson.readEvent(ProtocolJson.writeEvent(event))).isEqualTo(event);
    }

    private static Object sample(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> "é\n\"";
            case "int", "Integer" -> 3;
            case "long", "Long" -> 1L << 40;
            case "boolean" -> true;
            case "List" -> List.of();
            case "RawJson" -> new RawJson("{ \"k\" : [1.0] }");
            case "SessionId" -> new SessionId("ses_1");
            case "Workspace" -> new SessionRequests.Workspace("wsp_1", "shop", null, null, null);
            case "Usage" -> new Usage(1, 2, 3, 4);
            case "Problem" -> Problem.of("x", 400, "t", null);
            case "ToolResult" -> ToolResult.success("c", ToolOutput.text("x"));
            default -> throw new IllegalArgumentException(type.getName());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ses_", "ses_../x", "/home/ada", "ses_1\n", "ses_1 --x", "trn_1", "ses_é"})
    void refusesWhatIsNoSessionId(String id) {
        var json = "{\"type\":\"session.created\",\"sessionId\":\"" + id.replace("\n", "\\n") + "\",\"model\":\"m\"}";
        assertThatThrownBy(() -> ProtocolJson.readEvent(json))
                .isInstanceOfSatisfying(
                        MalformedJsonException.class,
                        e -> assertThat(e.isAboutAName()).isTrue())
                .hasMessageContaining("which is not a session id");
    }

    @Test
    void aToolCallHasThePlansShape() {
        var event = new AgentEvent.ToolCallRequested(
                "trn_1", "mc_1", "call_1", "read_file", new RawJson("{\"path\":\"pom.xml\"}"), "client", 30, null);
        var json = ProtocolJson.writeEvent(new LoggedEvent(15, event));
        assertThat(json)
                .isEqualTo("{\"type\":\"tool_call\",\"seq\":15,\"turnId\":\"trn_1\",\"modelCallId\":\"mc_1\","
                        + "\"id\":\"call_1\",\"toolName\":\"read_file\",\"parameters\":{\"path\":\"pom.xml\"},"
                        + "\"execution\":\"client\",\"timeoutSeconds\":30}");
        assertThat(ProtocolJson.readEvent(json)).isEqualTo(new LoggedEvent(15, event));
    }

    @Test
    void aContinuationHasThePlansShape() {
        var json = "{\"type\":\"continuation\",\"sessionId\":\"ses_1\",\"toolResults\":["
                + "{\"id\":\"call_1\",\"success\":true,\"result\":\"<project/>\"},"
                + "{\"id\":\"call_2\",\"success\":false,\"error\":\"exit code 1\"}]}";
        var read = ProtocolJson.read(TurnRequest.Continuation.class, json);
        assertThat(read.toolResults().getFirst().result()).isEqualTo(ToolOutput.text("<project/>"));
        assertThat(ProtocolJson.write(read)).isEqualTo(json);
    }

    @Test
    void anUnknownEventIsKeptAsItIs() {
        var json = "{\"type\":\"from.the.future\",\"seq\":9,\"x\":{\"y\":[1,2.50]}}";
        var read = ProtocolJson.readEvent(json);
        assertThat(read).isEqualTo(new LoggedEvent(9, new AgentEvent.Unknown("from.the.future", new RawJson(json))));
        assertThat(ProtocolJson.writeEvent(read)).isEqualTo(json);
    }

    @Test
    void rawJsonIsKeptToTheByte() {
        var json =
                "{\"id\":\"c\",\"toolName\":\"t\",\"parameters\":{ \"a\" : 1.00, \"b\":[\"\\u00e9\",12345678901234567890] }}";
        assertThat(ProtocolJson.read(ToolCall.class, json).parameters().text())
                .isEqualTo("{ \"a\" : 1.00, \"b\":[\"\\u00e9\",12345678901234567890] }");
    }

    @Test
    void anEventIsOneLineEvenIfTheModelWroteItsParametersInSeveral() {
        var pretty = "{\r\n  \"path\": \"a\\nb\",\n  \"n\": [\n1.0\n]\n}\n";
        var event = new AgentEvent.ToolCallRequested(
                "trn_1", "mc_1", "call_1", "t", new RawJson(pretty), "client", null, null);
        var json = ProtocolJson.writeEvent(new LoggedEvent(1, event));

        assertThat(json).doesNotContain("\n", "\r").contains("\"path\": \"a\\nb\"", "1.0");
        assertThat(ProtocolJson.readEvent(json).event()).isEqualTo(event);
        assertThat(ProtocolJson.read(ToolCall.class, "{\"id\":\"c\",\"toolName\":\"t\",\"parameters\":" + pretty + "}")
                        .parameters())
                .isEqualTo(event.parameters());
    }

    @Test
    void rawJsonKeepsEveryScriptOnItsWayOutAndBack() {
        var raw = new RawJson("{\"path\":\"Käse/世界/🔎\",\"filler\":\"" + "é世🔎".repeat(20_000) + "\"}");
        var call = new ToolCall("c", "t", raw, null);

        assertThat(ProtocolJson.write(call)).contains("Käse/世界/🔎");
        assertThat(ProtocolJson.read(ToolCall.class, ProtocolJson.write(call))).isEqualTo(call);
        assertThat(ProtocolJson.read(ToolCall.class, ProtocolJson.writeBytes(call)))
                .isEqualTo(call);
    }

    @Test
    void aResultMayBeAStringAnArrayOrAnythingElse() {
        assertThat(result("\"a\\nb\"")).isEqualTo(ToolOutput.text("a\nb"));
        assertThat(result("{\"k\":1}")).isEqualTo(ToolOutput.text("{\"k\":1}"));
        var image = new ToolOutput(List.of(new Content.Text("t"), new Content.Image("image/png", "AAAA")));
        assertThat(
                        result(
                                "[{\"type\":\"text\",\"text\":\"t\"},{\"type\":\"image\",\"mediaType\":\"image/png\",\"data\":\"AAAA\"}]"))
                .isEqualTo(image);
    }

    @Test
    void textsMayBeAsLongAsABody() throws Exception {
        var wide = ToolResult.success("c", ToolOutput.text("x\"é\n".repeat(200_000)));
        assertThat(ProtocolJson.read(ToolResult.class, ProtocolJson.writeBytes(wide)))
                .isEqualTo(wide);
        assertThat(ProtocolJson.read(ToolResult.class, ProtocolJson.write(wide)))
                .isEqualTo(wide);
        var raw = new ToolCall("c", "t", new RawJson("{\"content\":\"" + "x".repeat(900_000) + "\"}"), null);
        assertThat(ProtocolJson.read(ToolCall.class, ProtocolJson.writeBytes(raw)))
                .isEqualTo(raw);
        var onVirtualThread =
                new FutureTask<>(() -> ProtocolJson.read(ToolResult.class, ProtocolJson.writeBytes(wide)));
        Thread.ofVirtual().start(onVirtualThread);
        assertThat(onVirtualThread.get()).isEqualTo(wide);
    }

    private static @Nullable ToolOutput result(String json) {
        return ProtocolJson.read(ToolResult.class, "{\"id\":\"c\",\"success\":true,\"result\":" + json + "}")
                .result();
    }

    @Test
    void whatIsNotOfTheTypeIsMalformed() {
        for (var json : List.of("", "{", "[]", "null", "7", "{\"toolResults\":7}", "{\"type\":\"continuation\"}")) {
            assertThatThrownBy(() -> ProtocolJson.read(TurnRequest.Continuation.class, json))
                    .as(json)
                    .isInstanceOf(MalformedJsonException.class);
        }
    }
}
