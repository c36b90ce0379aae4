package dev.coder.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coder.e2e.model.Conversation.Assistant;
import dev.coder.e2e.model.Conversation.Call;
import dev.coder.e2e.model.Conversation.Entry;
import dev.coder.e2e.model.Conversation.Result;
import dev.coder.e2e.model.Conversation.Results;
import dev.coder.e2e.model.Conversation.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Gemini: `POST …/models/NAME:streamGenerateContent`.
final class GeminiContent implements WireFormat {

    private static final String SIGNATURE = "c2lnbmVk";

    @Override
    public boolean serves(String path) {
        return path.endsWith(":streamGenerateContent");
    }

    @Override
    public String keyHeader() {
        return "x-goog-api-key";
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
        for (var content : body.path("contents")) {
            if (role.equals(content.path("role").textValue())) {
                violations.add("two contents of role " + role + " in a row");
            }
            role = content.path("role").asText("user");
            entries.addAll(role.equals("model") ? List.of(assistant(content, violations)) : user(content));
        }
        var tools = Json.elements(body.path("tools"))
                .flatMap(tool -> Json.elements(tool.path("functionDeclarations")))
                .map(function -> function.path("name").textValue());
        var system = Json.text(body.path("systemInstruction").path("parts"));
        return new Conversation(system, entries, tools.toList(), violations);
    }

    private static Assistant assistant(JsonNode content, List<String> violations) {
        var calls = parts(content, "functionCall").toList();
        if (!calls.isEmpty()
                && !calls.getFirst().path("thoughtSignature").asText().equals(SIGNATURE)) {
            violations.add("the thought signature did not come back: " + content);
        }
        var seen = calls.stream().map(part -> part.path("functionCall")).map(GeminiContent::call);
        return new Assistant(Json.text(content.path("parts")), seen.toList());
    }

    private static Call call(JsonNode call) {
        return new Call(call.path("id").textValue(), call.path("name").textValue(), call.path("args"));
    }

    private static List<Entry> user(JsonNode content) {
        var results = parts(content, "functionResponse")
                .map(part -> part.path("functionResponse"))
                .map(part -> new Result(
                        part.path("id").textValue(), part.path("response").toString()))
                .toList();
        var text = Json.text(content.path("parts"));
        if (results.isEmpty()) {
            return List.of(new User(text));
        }
        return text.isEmpty() ? List.of(new Results(results)) : List.of(new Results(results), new User(text));
    }

    private static Stream<JsonNode> parts(JsonNode content, String kind) {
        return Json.elements(content.path("parts")).filter(part -> part.has(kind));
    }

    @Override
    public void write(Reply reply, EventWriter out) throws IOException {
        reply.writeText(delta -> out.event(chunk(reply, List.of(Json.object("text", delta)))));
        var calls = reply.calls().stream().map(GeminiContent::callPart).toList();
        var last = chunk(reply, calls.isEmpty() ? List.of(Json.object("text", "")) : calls);
        ((ObjectNode) last.path("candidates").path(0)).put("finishReason", "STOP");
        last.set(
                "usageMetadata",
                Json.object("promptTokenCount", 1000, "candidatesTokenCount", 10, "totalTokenCount", 1010));
        out.event(last);
    }

    /// Only the first of parallel calls is signed, as the real service does.
    private static ObjectNode callPart(Reply.NumberedCall call) {
        var part = Json.object(
                "functionCall", Json.object("id", call.id(), "name", call.tool(), "args", call.parameters()));
        return call.number() == 0 ? part.put("thoughtSignature", SIGNATURE) : part;
    }

    private static ObjectNode chunk(Reply reply, List<ObjectNode> parts) {
        var content = Json.object("role", "model", "parts", parts);
        return Json.object(
                "candidates", List.of(Json.object("content", content, "index", 0)),
                "modelVersion", reply.model(),
                "responseId", "scripted-" + reply.index());
    }
}
