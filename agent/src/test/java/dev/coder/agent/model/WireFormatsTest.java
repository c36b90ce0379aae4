package dev.coder.agent.model;

import static dev.coder.agent.model.Conversations.ask;
import static dev.coder.agent.model.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.agent.model.Conversations.Heard;
import dev.coder.protocol.Message;
import dev.coder.protocol.Message.Part;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a reply becomes, in each wire format, over real HTTP.
class WireFormatsTest {

    private static final ModelRequest REQUEST = ask(user("Hi"));

    @ParameterizedTest
    @EnumSource
    void readsText(WireFormat wire) throws Exception {
        try (var provider = RecordedProvider.streaming(wire.stream("text"))) {
            var heard = new Heard();
            var reply = wire.model(provider).reply(REQUEST, heard);

            assertThat(texts(reply)).containsExactly("Hello, world.");
            assertThat(heard).hasToString("Hello, world.");
            assertThat(reply.stopReason()).isEqualTo(ModelReply.END_TURN);
            assertThat(reply.usage().outputTokens()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsReasoningTextAndParallelCalls(WireFormat wire) throws Exception {
        try (var provider = RecordedProvider.streaming(wire.rich())) {
            var heard = new Heard();
            var reply = wire.model(provider).reply(REQUEST, heard);

            assertThat(texts(reply)).containsExactly("Grüße, 世界");
            assertThat(heard.toString()).startsWith("[First, ][look. 🔎]").contains("Grüße, 世界");
            assertThat(reply.stopReason()).isEqualTo(ModelReply.TOOL_USE);
            assertThat(calls(reply)).containsExactly("read_file " + arguments(wire), "run_command {}");
            assertThat(reply.message().calls().stream().map(ToolCall::id)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsCachedInputAsInput(WireFormat wire) throws Exception {
        try (var provider = RecordedProvider.streaming(wire.rich())) {
            var usage = wire.model(provider).reply(REQUEST, ModelListener.NONE).usage();

            assertThat(usage)
                    .isEqualTo(
                            wire == WireFormat.ANTHROPIC
                                    ? new Usage(2312, 2000, 300, 87)
                                    : new Usage(2312, 2048, 0, 99));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSameReplyHoweverTheBytesAreSplit(WireFormat wire) throws Exception {
        var bytes = wire.rich().getBytes(StandardCharsets.UTF_8);
        ModelReply whole;
        try (var provider = RecordedProvider.streaming(wire.rich())) {
            whole = wire.model(provider).reply(REQUEST, ModelListener.NONE);
        }
        for (var seed = 0; seed < 15; seed++) {
            try (var provider = RecordedProvider.streaming(split(bytes, new Random(seed)))) {
                assertThat(wire.model(provider).reply(REQUEST, ModelListener.NONE))
                        .as("seed %d", seed)
                        .isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsOtherLineEndsAndAMissingLastBlankLine(WireFormat wire) throws Exception {
        var stream = wire.rich();
        for (var other : List.of(
                stream.replace("\n", "\r\n"),
                stream.replace("\n", "\r"),
                stream.stripTrailing(),
                stream.strip() + "\n")) {
            try (var provider = RecordedProvider.streaming(other)) {
                assertThat(calls(wire.model(provider).reply(REQUEST, ModelListener.NONE)))
                        .hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverReturnsACallThatTheTokenLimitCutOff(WireFormat wire) throws Exception {
        try (var provider = RecordedProvider.streaming(wire.stream("max-tokens"))) {
            var reply = wire.model(provider).reply(REQUEST, ModelListener.NONE);

            assertThat(reply.stopReason()).isEqualTo(ModelReply.MAX_TOKENS);
            assertThat(reply.message().calls()).isEmpty();
            assertThat(texts(reply)).containsExactly("I will write it.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsARefusal(WireFormat wire) throws Exception {
        try (var provider = RecordedProvider.streaming(wire.stream("refusal"))) {
            var reply = wire.model(provider).reply(REQUEST, ModelListener.NONE);

            assertThat(reply.stopReason()).isEqualTo(ModelReply.REFUSAL);
            assertThat(texts(reply)).containsExactly("I can't");
        }
    }

    /// Either the reply is all there, or there is none: never a part of it.
    @ParameterizedTest
    @EnumSource
    void aStreamThatEndsEarlyIsNoReply(WireFormat wire) throws Exception {
        var bytes = wire.rich().getBytes(StandardCharsets.UTF_8);
        var random = new Random(7);
        var whole = read(wire, bytes);
        for (var round = 0; round < 25; round++) {
            var length = random.nextInt(bytes.length - 1);
            var read = read(wire, Arrays.copyOf(bytes, length));
            assertThat(read)
                    .as("cut at %d", length)
                    .satisfiesAnyOf(
                            it -> assertThat(it).isEqualTo("BROKEN_STREAM"),
                            it -> assertThat(it).isEqualTo(whole));
        }
        assertThat(read(wire, Arrays.copyOf(bytes, bytes.length / 2))).isEqualTo("BROKEN_STREAM");
    }

    private static String read(WireFormat wire, byte[] bytes) throws InterruptedException {
        try (var provider = RecordedProvider.streaming(List.of(bytes))) {
            return wire.model(provider)
                    .reply(REQUEST, ModelListener.NONE)
                    .message()
                    .toString();
        } catch (ModelException e) {
            return e.kind().name();
        }
    }

    private static List<byte[]> split(byte[] bytes, Random random) {
        var pieces = new ArrayList<byte[]>();
        for (var from = 0; from < bytes.length; ) {
            var to = Math.min(bytes.length, from + 1 + random.nextInt(40));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    /// Exactly what the model wrote.
    private static RawJson arguments(WireFormat wire) {
        return new RawJson(
                switch (wire) {
                    case ANTHROPIC, RESPONSES, CHAT, GEMINI ->
                        "{\"path\": \"src/Käse.java\", \"n\": 1.0, \"big\": 12345678901234567890.50}";
                });
    }

    private static List<String> texts(ModelReply reply) {
        return reply.message().parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .toList();
    }

    private static List<String> calls(ModelReply reply) {
        return new Message.Assistant(reply.message().parts())
                .calls().stream()
                        .map(call -> call.toolName() + " " + call.parameters())
                        .toList();
    }
}
