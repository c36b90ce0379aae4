package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coder.e2e.model.Conversation.Assistant;
import dev.coder.e2e.model.Conversation.Call;
import dev.coder.e2e.model.Conversation.Entry;
import dev.coder.e2e.model.Conversation.Result;
import dev.coder.e2e.model.Conversation.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// OpenAI Chat Completions: `POST …/chat/completions`.
final class OpenAiChat implements WireFormat {

    @Override
    public boolean serves(String path) {
        return path.endsWith("/chat/completions");
    }

    @Override
    public String keyHeader() {
        return "Authorization";
    }

    @Override
    public String keyHeaderValue() {
        return "Bearer " + ScriptedProvider.KEY;
    }

    @Override
    public Conversation read(JsonNode body) {
        var entries = new EntryList();
        var violations = new ArrayList<String>();
        var system = new StringBuilder();
        for (var message : body.path("messages")) {
            switch (message.path("role").asText()) {
                case "system", "developer" -> system.append(Json.text(message.path("content")));
                case "user" -> entries.add(new User(Json.text(message.path("content"))));
                case "assistant" -> entries.add(assistant(message));
                case "tool" ->
                    entries.add(
                            new Result(message.path("tool_call_id").textValue(), Json.text(message.path("content"))));
                default -> violations.add("unknown role in " + message);
            }
        }
        var tools = Json.elements(body.path("tools"))
                .map(tool -> tool.path("function").path("name").textValue());
        return new Conversation(system.toString(), entries.all(), tools.toList(), violations);
    }

    private static Entry assistant(JsonNode message) {
        var calls = Json.elements(message.path("tool_calls")).map(OpenAiChat::call);
        return new Assistant(Json.text(message.path("content")), calls.toList());
    }

    private static Call call(JsonNode call) {
        var function = call.path("function");
        return new Call(
                call.path("id").textValue(),
                function.path("name").textValue(),
                Json.parse(function.path("arguments").asText()));
    }

    @Override
    public void write(Reply reply, EventWriter out) throws IOException {
        chunk(reply, Json.object("role", "assistant", "content", ""), null, out);
        reply.writeText(delta -> chunk(reply, Json.object("content", delta), null, out));
        for (var call : reply.calls()) {
            writeCall(reply, call, out);
        }
        chunk(reply, Json.object(), reply.calls().isEmpty() ? "stop" : "tool_calls", out);
        var usage = Json.object("prompt_tokens", 1000, "completion_tokens", 10, "total_tokens", 1010);
        out.event(head(reply).<ObjectNode>set("choices", Json.array(List.of())).set("usage", usage));
        out.raw("[DONE]");
    }

    private static void writeCall(Reply reply, Reply.NumberedCall call, EventWriter out) throws IOException {
        var function = Json.object("name", call.tool(), "arguments", "");
        piece(
                reply,
                Json.object("index", call.number(), "id", call.id(), "type", "function", "function", function),
                out);
        for (var text : call.pieces()) {
            piece(reply, Json.object("index", call.number(), "function", Json.object("arguments", text)), out);
        }
    }

    private static void piece(Reply reply, JsonNode call, EventWriter out) throws IOException {
        chunk(reply, Json.object("tool_calls", List.of(call)), null, out);
    }

    private static void chunk(Reply reply, JsonNode delta, @Nullable String finishReason, EventWriter out)
            throws IOException {
        var choice = Json.object("index", 0, "delta", delta, "finish_reason", finishReason);
        out.event(head(reply).set("choices", Json.array(List.of(choice))));
    }

    private static ObjectNode head(Reply reply) {
        return Json.object(
                "id",
                "chatcmpl-scripted-" + reply.index(),
                "object",
                "chat.completion.chunk",
                "created",
                1_790_000_000,
                "model",
                reply.model());
    }
}
