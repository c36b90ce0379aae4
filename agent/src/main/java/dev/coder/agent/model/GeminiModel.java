package dev.coder.agent.model;

import dev.coder.agent.model.GeminiWire.Blob;
import dev.coder.agent.model.GeminiWire.Chunk;
import dev.coder.agent.model.GeminiWire.Declaration;
import dev.coder.agent.model.GeminiWire.FunctionCall;
import dev.coder.agent.model.GeminiWire.FunctionResponse;
import dev.coder.agent.model.GeminiWire.GenerationConfig;
import dev.coder.agent.model.GeminiWire.Outcome;
import dev.coder.agent.model.GeminiWire.Part;
import dev.coder.agent.model.GeminiWire.Request;
import dev.coder.agent.model.GeminiWire.Tools;
import dev.coder.agent.model.GeminiWire.Turn;
import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A model behind Google's Gemini API.
final class GeminiModel implements Model {

    private static final Pattern THINKS = Pattern.compile("gemini-(2\\.5|[3-9]|\\d\\d).*");
    /// From Gemini 3 on, a call without a signature is refused, unless it carries this word: the call is another
    /// model's.
    private static final String FOREIGN = "skip_thought_signature_validator";

    private static final Pattern WANTS_SIGNATURES = Pattern.compile("gemini-([3-9]|\\d\\d).*");

    private final String model;
    private final ProviderHttp http;

    GeminiModel(String model, Endpoint endpoint) {
        this.model = model;
        this.http = new ProviderHttp(endpoint);
    }

    @Override
    public String name() {
        return Provider.GEMINI.prefix() + "/" + model;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws ModelException, InterruptedException {
        var reading = new GeminiReading(name(), new ReplyBuilder(listener, http.errors()), http.errors());
        var path =
                "/v1beta/models/" + URLEncoder.encode(model, StandardCharsets.UTF_8) + ":streamGenerateContent?alt=sse";
        http.stream(path, ProtocolJson.write(body(request)), Chunk.class, reading);
        return reading.reply();
    }

    private Request body(ModelRequest request) {
        return new Request(
                request.system().isBlank() ? null : new Turn(null, List.of(Part.text(request.system(), null))),
                turns(Opaque.own(request.conversation(), name())),
                tools(request.tools()),
                THINKS.matcher(model).matches() ? GenerationConfig.THOUGHTS : null);
    }

    private static @Nullable List<Tools> tools(List<ToolSpec> specs) {
        var declarations = specs.stream()
                .map(spec -> new Declaration(spec.name(), spec.description(), spec.inputSchema()))
                .toList();
        return declarations.isEmpty() ? null : List.of(new Tools(declarations));
    }

    private List<Turn> turns(List<Message> conversation) {
        var calls = new HashMap<String, ToolCall>();
        var turns = new ArrayList<Turn>();
        for (var message : conversation) {
            var turn = switch (message) {
                case Message.User(var content) -> new Turn("user", contents(content));
                case Message.Assistant assistant -> new Turn("model", parts(assistant, calls));
                case Message.Tools(var results) -> new Turn("user", results(results, calls));
            };
            if (!turn.parts().isEmpty()) {
                add(turn, turns);
            }
        }
        return turns;
    }

    /// Results and what the user says next are one message: the roles alternate.
    private static void add(Turn turn, List<Turn> turns) {
        if (turns.isEmpty()
                || !"user".equals(turn.role())
                || !"user".equals(turns.getLast().role())) {
            turns.add(turn);
            return;
        }
        var both = new ArrayList<>(turns.removeLast().parts());
        both.addAll(turn.parts());
        turns.add(new Turn(turn.role(), both));
    }

    private static List<Part> contents(List<Content> contents) {
        return contents.stream()
                .map(content -> switch (content) {
                    case Content.Text(var text) -> Part.text(text, null);
                    case Content.Image image -> image(image);
                })
                .toList();
    }

    private static Part image(Content.Image image) {
        return Part.blob(new Blob(image.mediaType(), image.data()));
    }

    private List<Part> parts(Message.Assistant message, Map<String, ToolCall> calls) {
        var parts = new ArrayList<Part>();
        var firstCall = true;
        for (var part : message.parts()) {
            switch (part) {
                case Message.Part.Text(var text) -> parts.add(Part.text(text, null));
                case Message.Part.Reasoning(var _, var opaque) -> sign(parts, Opaque.of(opaque));
                case Message.Part.Call(var call) -> {
                    calls.put(call.id(), call);
                    parts.add(call(call, firstCall));
                    firstCall = false;
                }
            }
        }
        return parts;
    }

    /// A signature goes back on the text that it came with, or on an empty one.
    private static void sign(List<Part> parts, @Nullable Opaque opaque) {
        var signature = opaque == null ? null : signature(opaque);
        if (signature != null) {
            var last = parts.isEmpty() ? null : parts.getLast().text();
            if (last != null) {
                parts.removeLast();
            }
            parts.add(Part.text(last == null ? "" : last, signature));
        }
    }

    private static @Nullable String signature(Opaque opaque) {
        return opaque.data() == null
                ? null
                : ProtocolJson.read(GeminiReading.Kept.class, opaque.data().text())
                        .thoughtSignature();
    }

    private Part call(ToolCall call, boolean first) {
        var opaque = Opaque.of(call.opaque());
        if (opaque == null) {
            var signature = first && WANTS_SIGNATURES.matcher(model).matches() ? FOREIGN : null;
            return Part.call(new FunctionCall(null, call.toolName(), call.parameters()), signature);
        }
        return Part.call(new FunctionCall(opaque.id(), call.toolName(), call.parameters()), signature(opaque));
    }

    private static List<Part> results(List<ToolResult> results, Map<String, ToolCall> calls) {
        var parts = new ArrayList<Part>();
        for (var result : results) {
            var call =
                    calls.getOrDefault(result.id(), new ToolCall(result.id(), "unknown", RawJson.EMPTY_OBJECT, null));
            var opaque = Opaque.of(call.opaque());
            parts.add(Part.response(
                    new FunctionResponse(opaque == null ? null : opaque.id(), call.toolName(), outcome(result))));
        }
        results.forEach(result -> ResultText.images(result).forEach(image -> parts.add(image(image))));
        return parts;
    }

    private static Outcome outcome(ToolResult result) {
        var text = ResultText.of(result);
        return result.success() ? new Outcome(text, null) : new Outcome(null, text);
    }
}
