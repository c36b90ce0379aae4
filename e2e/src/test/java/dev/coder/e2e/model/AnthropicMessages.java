package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coder.e2e.model.Conversation.Assistant;
import dev.coder.e2e.model.Conversation.Call;
import dev.coder.e2e.model.Conversation.Entry;
import dev.coder.e2e.model.Conversation.Result;
import dev.coder.e2e.model.Conversation.Results;
import dev.coder.e2e.model.Conversation.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Anthropic Messages: `POST /v1/messages`.
final class AnthropicMessages implements WireFormat {

    @Override
    public boolean serves(String path) {
        return path.endsWith("/messages");
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }

    @Override
    public String keyHeaderValue() {
        return ScriptedProvider.KEY;
    }

    @Override
    public Conversation read(JsonNode body) {
        var entries = new ArrayList<Entry>();
        var violations = new ArrayList<String>();
        var role = "";
        for (var message : body.path("messages")) {
            if (role.equals(message.path("role").textValue())) {
                violations.add("two messages of role " + role + " in a row");
            }
            role = message.path("role").textValue();
            entries.addAll(role.equals("assistant") ? List.of(assistant(message)) : user(message));
        }
        if (body.path("max_tokens").asInt() <= 0) {
            violations.add("max_tokens is missing");
        }
        var tools =
                Json.elements(body.path("tools")).map(tool -> tool.path("name").textValue());
        return new Conversation(Json.text(body.path("system")), entries, tools.toList(), violations);
    }

    private static Assistant assistant(JsonNode message) {
        var calls = Json.elements(message.path("content"))
                .filter(part -> part.path("type").asText().equals("tool_use"))
                .map(part ->
                        new Call(part.path("id").textValue(), part.path("name").textValue(), part.path("input")));
        return new Assistant(Json.text(message.path("content")), calls.toList());
    }

    private static List<Entry> user(JsonNode message) {
        var results = Json.elements(message.path("content"))
                .filter(part -> part.path("type").asText().equals("tool_result"))
                .map(part -> new Result(part.path("tool_use_id").textValue(), Json.text(part.path("content"))))
                .toList();
        var text = Json.text(message.path("content"));
        if (results.isEmpty()) {
            return List.of(new User(text));
        }
        return text.isEmpty() ? List.of(new Results(results)) : List.of(new Results(results), new User(text));
    }

    @Override
    public void write(Reply reply, EventWriter out) throws IOException {
        var usage = Json.object(
                "input_tokens",
                1000,
                "cache_creation_input_tokens",
                0,
                "cache_read_input_tokens",
                0,
                "output_tokens",
                1);
        out.named(Json.object("type", "message_start", "message", message(reply, usage)));
        out.named(Json.object("type", "ping"));
        int index = 0;
        if (!reply.text().isEmpty()) {
            writeText(reply, index++, out);
        }
        for (var call : reply.calls()) {
            writeCall(call, index++, out);
        }
        var stopReason = reply.calls().isEmpty() ? "end_turn" : "tool_use";
        out.named(Json.object(
                "type",
                "message_delta",
                "delta",
                Json.object("stop_reason", stopReason, "stop_sequence", null),
                "usage",
                Json.object("output_tokens", 10)));
        out.named(Json.object("type", "message_stop"));
    }

    private static JsonNode message(Reply reply, JsonNode usage) {
        return Json.object(
                "id",
                "msg_scripted_" + reply.index(),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                reply.model(),
                "content",
                List.of(),
                "stop_reason",
                null,
                "stop_sequence",
                null,
                "usage",
                usage);
    }

    private static void writeText(Reply reply, int index, EventWriter out) throws IOException {
        start(index, Json.object("type", "text", "text", ""), out);
        reply.writeText(delta -> delta(index, Json.object("type", "text_delta", "text", delta), out));
        out.named(Json.object("type", "content_block_stop", "index", index));
    }

    private static void writeCall(Reply.NumberedCall call, int index, EventWriter out) throws IOException {
        start(
                index,
                Json.object("type", "tool_use", "id", call.id(), "name", call.tool(), "input", Json.object()),
                out);
        for (var piece : call.pieces()) {
            delta(index, Json.object("type", "input_json_delta", "partial_json", piece), out);
        }
        out.named(Json.object("type", "content_block_stop", "index", index));
    }

    private static void start(int index, JsonNode block, EventWriter out) throws IOException {
        out.named(Json.object("type", "content_block_start", "index", index, "content_block", block));
    }

    private static void delta(int index, JsonNode delta, EventWriter out) throws IOException {
        out.named(Json.object("type", "content_block_delta", "index", index, "delta", delta));
    }
}
