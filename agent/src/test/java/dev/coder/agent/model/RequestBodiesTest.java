package dev.coder.agent.model;

import static dev.coder.agent.model.Conversations.DOT;
import static dev.coder.agent.model.Conversations.ask;
import static dev.coder.agent.model.Conversations.ok;
import static dev.coder.agent.model.Conversations.resource;
import static dev.coder.agent.model.Conversations.stored;
import static dev.coder.agent.model.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the providers are sent, byte for byte: `NAME-request.json` holds the whole second request of a conversation,
/// `NAME-foreign-request.json` the same conversation when another provider began it.
class RequestBodiesTest {

    private static final Message QUESTION = new Message.User(List.of(new Content.Text("What is this?"), DOT));

    @ParameterizedTest
    @EnumSource
    void carriesBackWhatTheProviderWrote(WireFormat wire) throws Exception {
        assertThat(second(wire, wire)).isEqualTo(golden(wire, "request"));
    }

    @ParameterizedTest
    @EnumSource
    void dropsWhatOnlyAnotherProviderUnderstands(WireFormat wire) throws Exception {
        var other = wire == WireFormat.RESPONSES ? WireFormat.ANTHROPIC : WireFormat.RESPONSES;
        assertThat(second(other, wire)).isEqualTo(golden(wire, "foreign-request"));
    }

    @ParameterizedTest
    @EnumSource
    void dropsWhatOnlyAnotherModelOfTheSameProviderUnderstands(WireFormat wire) throws Exception {
        var others = new Message.Assistant(stored(reply(wire)).parts().stream()
                .map(RequestBodiesTest::ofAnotherModel)
                .toList());
        var results = others.calls().stream().map(call -> ok(call.id(), "fine")).toList();

        assertThat(sent(wire, ask(user("Hi"), others, new Message.Tools(results))))
                .contains("src/Käse.java")
                .doesNotContain("c2ln", "gAAAA", "rs_1", "fc_1", "look. 🔎");
    }

    private static Message.Part ofAnotherModel(Message.Part part) {
        return switch (part) {
            case Message.Part.Text text -> text;
            case Message.Part.Reasoning(var text, var opaque) -> new Message.Part.Reasoning(text, renamed(opaque));
            case Message.Part.Call(var call) ->
                new Message.Part.Call(
                        new ToolCall(call.id(), call.toolName(), call.parameters(), renamed(call.opaque())));
        };
    }

    private static @Nullable RawJson renamed(@Nullable RawJson opaque) {
        return opaque == null ? null : new RawJson(opaque.text().replaceFirst("\"model\":\"[^\"]*", "$0-other"));
    }

    @ParameterizedTest
    @EnumSource
    void marksAFailedCallForTheModel(WireFormat wire) throws Exception {
        var call = new ToolCall("own_1", "read_file", RawJson.EMPTY_OBJECT, null);
        var failed = new Message.Tools(List.of(ToolResult.failure("own_1", ToolResult.TOOL_FAILED, "no such file")));
        var sent = sent(wire, ask(user("Hi"), new Message.Assistant(List.of(new Message.Part.Call(call))), failed));

        assertThat(sent).contains("no such file");
        assertThat(sent.contains("\"is_error\":true")).isEqualTo(wire == WireFormat.ANTHROPIC);
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutAReplyThatWasNothingButReasoning(WireFormat wire) throws Exception {
        var thoughts = stored(reply(wire)).parts().stream()
                .filter(Message.Part.Reasoning.class::isInstance)
                .limit(1)
                .toList();
        var sent = sent(wire, ask(user("Hi"), new Message.Assistant(thoughts), user("Go on")));

        assertThat(sent).doesNotContain("look. 🔎").contains("Go on");
    }

    @ParameterizedTest
    @EnumSource
    void asksTheSameInTheSameBytes(WireFormat wire) throws Exception {
        assertThat(second(wire, wire)).isEqualTo(second(wire, wire));
    }

    @Test
    void sendsTheKeyInTheProvidersOwnHeader() throws Exception {
        try (var provider = RecordedProvider.streaming(WireFormat.ANTHROPIC.stream("text"))) {
            var endpoint = provider.endpoint("/base", Map.of("x-api-key", "k", "anthropic-version", "2023-06-01"));
            WireFormat.ANTHROPIC.model(endpoint).reply(ask(user("Hi")), ModelListener.NONE);

            assertThat(provider.asked().head())
                    .startsWith("post /base/v1/messages http/1.1\r\n")
                    .contains("x-api-key: k\r\n", "anthropic-version: 2023-06-01\r\n")
                    .doesNotContain("upgrade:");
        }
    }

    /// The second request of a conversation that `first` began and `then` goes on with.
    private static String second(WireFormat first, WireFormat then) throws Exception {
        var reply = stored(reply(first));
        var calls = reply.calls();
        var picture = new ToolResult(
                calls.get(1).id(),
                false,
                new ToolOutput(List.of(new Content.Text("half of it"), DOT)),
                "the command failed",
                ToolResult.TOOL_FAILED,
                1,
                null,
                null);
        var results = new Message.Tools(List.of(ok(calls.get(0).id(), "class Käse {}"), picture));
        return sent(then, ask(QUESTION, reply, results, user("Go on")));
    }

    private static ModelReply reply(WireFormat wire) throws Exception {
        try (var provider = RecordedProvider.streaming(wire.rich())) {
            return wire.model(provider).reply(ask(QUESTION), ModelListener.NONE);
        }
    }

    private static String sent(WireFormat wire, ModelRequest request) throws Exception {
        try (var provider = RecordedProvider.streaming(wire.stream("text"))) {
            wire.model(provider).reply(request, ModelListener.NONE);
            return provider.asked().body();
        }
    }

    /// One line per array entry or field would be nice to read, but the bytes are what is compared.
    private static String golden(WireFormat wire, String name) {
        return resource(wire.name().toLowerCase(Locale.ROOT) + "-" + name + ".json")
                .strip();
    }
}
