package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coder.e2e.model.Conversation.Assistant;
import dev.coder.e2e.model.Conversation.Call;
import dev.coder.e2e.model.Conversation.Result;
import dev.coder.e2e.model.Conversation.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// OpenAI Responses: `POST …/responses`.
final class OpenAiResponses implements WireFormat {

    @Override
    public boolean serves(String path) {
        return path.endsWith("/responses");
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
        var system = new StringBuilder(Json.text(body.path("instructions")));
        for (var item : body.path("input")) {
            switch (item.path("type").asText("message")) {
                case "message" -> readMessage(item, entries, system);
                case "function_call" -> entries.add(call(item));
                case "function_call_output" ->
                    entries.add(new Result(item.path("call_id").textValue(), Json.text(item.path("output"))));
                case "reasoning" -> {}
                default -> violations.add("unknown item " + item);
            }
        }
        if (body.has("previous_response_id")) {
            violations.add("previous_response_id is used, so the history is not ours");
        }
        var tools =
                Json.elements(body.path("tools")).map(tool -> tool.path("name").textValue());
        return new Conversation(system.toString(), entries.all(), tools.toList(), violations);
    }

    private static void readMessage(JsonNode item, EntryList entries, StringBuilder system) {
        var text = Json.text(item.path("content"));
        switch (item.path("role").asText()) {
            case "system", "developer" -> system.append(text);
            case "assistant" -> entries.add(new Assistant(text, List.of()));
            default -> entries.add(new User(text));
        }
    }

    private static Call call(JsonNode item) {
        return new Call(
                item.path("call_id").textValue(),
                item.path("name").textValue(),
                Json.parse(item.path("arguments").asText()));
    }

    @Override
    public void write(Reply reply, EventWriter out) throws IOException {
        var stream = new Stream(reply, out);
        stream.event("response.created", "response", response(reply, "in_progress", List.of()));
        stream.event("response.in_progress", "response", response(reply, "in_progress", List.of()));
        if (!reply.text().isEmpty()) {
            stream.writeText();
        }
        for (var call : reply.calls()) {
            stream.writeCall(call);
        }
        stream.event("response.completed", "response", response(reply, "completed", stream.items));
    }

    private static ObjectNode response(Reply reply, String status, List<JsonNode> output) {
        var response = Json.object(
                "id",
                "resp_scripted_" + reply.index(),
                "object",
                "response",
                "created_at",
                1_790_000_000,
                "status",
                status,
                "model",
                reply.model(),
                "output",
                output,
                "parallel_tool_calls",
                true,
                "tools",
                List.of());
        if (status.equals("completed")) {
            response.set(
                    "usage",
                    Json.object(
                            "input_tokens", 1000,
                            "input_tokens_details", Json.object("cached_tokens", 0),
                            "output_tokens", 10,
                            "output_tokens_details", Json.object("reasoning_tokens", 0),
                            "total_tokens", 1010));
        }
        return response;
    }

    /// One answer as a stream of numbered events.
    private static final class Stream {
        private final Reply reply;
        private final EventWriter out;
        private final AtomicInteger sequence = new AtomicInteger();
        private final List<JsonNode> items = new ArrayList<>();

        Stream(Reply reply, EventWriter out) {
            this.reply = reply;
            this.out = out;
        }

        void event(String type, Object... fields) throws IOException {
            var event = Json.object("type", type, "sequence_number", sequence.getAndIncrement());
            out.named(event.setAll(Json.object(fields)));
        }

        void writeText() throws IOException {
            var id = "msg_scripted_" + reply.index();
            int at = items.size();
            event("response.output_item.added", "output_index", at, "item", message(id, "in_progress", List.of()));
            part("response.content_part.added", id, at, "part", text(""));
            reply.writeText(delta -> part("response.output_text.delta", id, at, "delta", delta));
            part("response.output_text.done", id, at, "text", reply.text());
            part("response.content_part.done", id, at, "part", text(reply.text()));
            done(at, message(id, "completed", List.of(text(reply.text()))));
        }

        private void part(String type, String id, int at, String field, Object value) throws IOException {
            event(type, "item_id", id, "output_index", at, "content_index", 0, field, value);
        }

        void writeCall(Reply.NumberedCall call) throws IOException {
            int at = items.size();
            var id = "fc_" + call.id();
            event("response.output_item.added", "output_index", at, "item", item(id, call, "", "in_progress"));
            for (var piece : call.pieces()) {
                event("response.function_call_arguments.delta", "item_id", id, "output_index", at, "delta", piece);
            }
            var arguments = call.parameters().toString();
            event("response.function_call_arguments.done", "item_id", id, "output_index", at, "arguments", arguments);
            done(at, item(id, call, arguments, "completed"));
        }

        private void done(int at, JsonNode item) throws IOException {
            items.add(item);
            event("response.output_item.done", "output_index", at, "item", item);
        }

        private static JsonNode message(String id, String status, List<JsonNode> content) {
            return Json.object("type", "message", "id", id, "role", "assistant", "status", status, "content", content);
        }

        private static JsonNode text(String text) {
            return Json.object("type", "output_text", "text", text, "annotations", List.of());
        }

        private static JsonNode item(String id, Reply.NumberedCall call, String arguments, String status) {
            return Json.object(
                    "type",
                    "function_call",
                    "id",
                    id,
                    "call_id",
                    call.id(),
                    "name",
                    call.tool(),
                    "arguments",
                    arguments,
                    "status",
                    status);
        }
    }
}
