package dev.coder.agent.model;

import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What the model tests ask and answer with.
final class Conversations {

    /// With spaces, an odd order and a number that must not change.
    static final RawJson SCHEMA = new RawJson(
            "{ \"type\":\"object\",\"required\":[\"path\"],\"properties\":{\"path\":{\"type\":\"string\",\"minLength\": 1.0}}}");

    static final ToolSpec READ =
            new ToolSpec("read_file", "Reads a file.", SCHEMA, ToolSpec.Hints.READS, "builtin", null);
    static final ToolSpec RUN =
            new ToolSpec("run_command", "Runs a command.", SCHEMA, ToolSpec.Hints.CHANGES, "builtin", null);
    static final Content.Image DOT = new Content.Image("image/png", "iVBORw0KGgo=");

    private Conversations() {}

    static ModelRequest ask(Message... conversation) {
        return new ModelRequest("You are Coder.", List.of(conversation), List.of(READ, RUN), "ses_1");
    }

    static Message.User user(String text) {
        return new Message.User(List.of(new Content.Text(text)));
    }

    static ToolResult ok(String callId, String text) {
        return ToolResult.success(callId, ToolOutput.text(text));
    }

    /// The reply as the loop stores it: with call ids of its own.
    static Message.Assistant stored(ModelReply reply) {
        var parts = new ArrayList<Message.Part>();
        for (var part : reply.message().parts()) {
            parts.add(
                    part instanceof Message.Part.Call(var call)
                            ? new Message.Part.Call(
                                    new ToolCall("own_" + call.id(), call.toolName(), call.parameters(), call.opaque()))
                            : part);
        }
        return new Message.Assistant(parts);
    }

    static String resource(String name) {
        try (var in = Conversations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything that was streamed, in order: text as it is, reasoning in brackets.
    static final class Heard implements ModelListener {
        private final StringBuilder all = new StringBuilder();

        @Override
        public void text(String delta) {
            all.append(delta);
        }

        @Override
        public void reasoning(String delta) {
            all.append('[').append(delta).append(']');
        }

        @Override
        public String toString() {
            return all.toString();
        }
    }
}
