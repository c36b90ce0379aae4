package dev.coder.agent.model;

import dev.coder.agent.model.ChatWire.Call;
import dev.coder.agent.model.ChatWire.Chunk;
import dev.coder.agent.model.ChatWire.Declaration;
import dev.coder.agent.model.ChatWire.Entry;
import dev.coder.agent.model.ChatWire.Function;
import dev.coder.agent.model.ChatWire.ImageUrl;
import dev.coder.agent.model.ChatWire.Piece;
import dev.coder.agent.model.ChatWire.Request;
import dev.coder.agent.model.ChatWire.StreamOptions;
import dev.coder.agent.model.ChatWire.Tool;
import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.Message.Part;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A model behind the Chat Completions API: OpenAI's own, Ollama, llama.cpp, vLLM, LM Studio, OpenRouter and others.
final class OpenAiChatModel implements Model {

    private final String name;
    private final String model;
    private final ProviderHttp http;
    private final boolean routesByKey;

    /// @param name        `provider/name`, as users call it
    /// @param routesByKey whether the server takes a `prompt_cache_key`; some refuse what they do not know
    OpenAiChatModel(String name, Endpoint endpoint, boolean routesByKey) {
        this.name = name;
        this.model = name.substring(name.indexOf('/') + 1);
        this.http = new ProviderHttp(endpoint);
        this.routesByKey = routesByKey;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws ModelException, InterruptedException {
        var reading = new ChatReading(name, new ReplyBuilder(listener, http.errors()), http.errors());
        http.stream("/chat/completions", ProtocolJson.write(body(request)), Chunk.class, reading);
        return reading.reply();
    }

    private Request body(ModelRequest request) {
        var tools = request.tools().stream().map(OpenAiChatModel::tool).toList();
        return new Request(
                model,
                true,
                new StreamOptions(true),
                routesByKey ? request.cacheKey() : null,
                tools.isEmpty() ? null : tools,
                entries(request.system(), Opaque.own(request.conversation(), name)));
    }

    private static Tool tool(ToolSpec spec) {
        return new Tool("function", new Declaration(spec.name(), spec.description(), spec.inputSchema()));
    }

    private static List<Entry> entries(String system, List<Message> conversation) {
        var callIds = new HashMap<String, String>();
        var entries = new ArrayList<Entry>();
        if (!system.isBlank()) {
            entries.add(Entry.plain("system", string(system)));
        }
        for (var message : conversation) {
            switch (message) {
                case Message.User(var content) -> entries.add(Entry.plain("user", contents(content)));
                case Message.Assistant assistant -> addAnswer(entries, assistant, callIds);
                case Message.Tools(var results) -> addResults(entries, results, callIds);
            }
        }
        return entries;
    }

    private static void addAnswer(List<Entry> entries, Message.Assistant message, Map<String, String> callIds) {
        var text = message.parts().stream()
                .map(part -> part instanceof Part.Text(var it) ? it : "")
                .collect(Collectors.joining());
        var calls = message.calls().stream().map(call -> call(call, callIds)).toList();
        if (!text.isEmpty() || !calls.isEmpty()) {
            entries.add(new Entry(
                    "assistant",
                    text.isEmpty() ? null : string(text),
                    reasoning(message, ChatReading.REASONING),
                    reasoning(message, ChatReading.REASONING_CONTENT),
                    calls.isEmpty() ? null : calls,
                    null));
        }
    }

    /// Goes back in the field in which it came.
    private static @Nullable String reasoning(Message.Assistant message, RawJson field) {
        var text = new StringBuilder();
        for (var part : message.parts()) {
            if (part instanceof Part.Reasoning(var it, var json)) {
                var opaque = Opaque.of(json);
                text.append(opaque != null && field.equals(opaque.data()) ? it : "");
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    private static Call call(ToolCall call, Map<String, String> callIds) {
        var opaque = Opaque.of(call.opaque());
        var id = Opaque.callId(call);
        callIds.put(call.id(), id);
        var function = new Function(call.toolName(), call.parameters().text());
        return new Call(null, id, "function", function, opaque == null ? null : opaque.data());
    }

    /// A tool's entry takes text only: images follow in an entry of the user.
    private static void addResults(List<Entry> entries, List<ToolResult> results, Map<String, String> callIds) {
        var images = new ArrayList<Content>();
        for (var result : results) {
            var callId = callIds.getOrDefault(result.id(), result.id());
            entries.add(new Entry("tool", string(ResultText.of(result)), null, null, null, callId));
            images.addAll(ResultText.images(result));
        }
        if (!images.isEmpty()) {
            images.addFirst(new Content.Text("The images that the tools gave:"));
            entries.add(Entry.plain("user", contents(images)));
        }
    }

    private static RawJson contents(List<Content> contents) {
        if (contents.size() == 1 && contents.getFirst() instanceof Content.Text(var text)) {
            return string(text);
        }
        return new RawJson(contents.stream()
                .map(content -> ProtocolJson.write(piece(content)))
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static Piece piece(Content content) {
        return switch (content) {
            case Content.Text(var text) -> new Piece("text", text, null);
            case Content.Image image -> new Piece("image_url", null, new ImageUrl(OpenAiResponsesModel.dataUrl(image)));
        };
    }

    private static RawJson string(String text) {
        return new RawJson(ProtocolJson.write(text));
    }
}
