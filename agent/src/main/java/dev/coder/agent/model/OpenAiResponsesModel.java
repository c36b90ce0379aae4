package dev.coder.agent.model;

import dev.coder.agent.model.ResponsesWire.Event;
import dev.coder.agent.model.ResponsesWire.Item;
import dev.coder.agent.model.ResponsesWire.Kept;
import dev.coder.agent.model.ResponsesWire.Piece;
import dev.coder.agent.model.ResponsesWire.Reasoning;
import dev.coder.agent.model.ResponsesWire.Request;
import dev.coder.agent.model.ResponsesWire.Tool;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A model behind OpenAI's Responses API. Nothing is stored there: what it reasoned goes back encrypted.
final class OpenAiResponsesModel implements Model {

    /// Fine-tuned ones included; those made for chat do not reason.
    private static final Pattern REASONS = Pattern.compile("(ft:)?(gpt-([5-9]|\\d\\d)|o\\d|codex)(?!.*-chat).*");

    private final String model;
    private final ProviderHttp http;

    OpenAiResponsesModel(String model, Endpoint endpoint) {
        this.model = model;
        this.http = new ProviderHttp(endpoint);
    }

    @Override
    public String name() {
        return Provider.OPENAI.prefix() + "/" + model;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws ModelException, InterruptedException {
        var reading = new ResponsesReading(name(), new ReplyBuilder(listener, http.errors()), http.errors());
        http.stream("/responses", ProtocolJson.write(body(request)), Event.class, reading);
        return reading.reply();
    }

    private Request body(ModelRequest request) {
        var reasons = REASONS.matcher(model).matches();
        return new Request(
                model,
                true,
                false,
                request.cacheKey(),
                reasons ? Reasoning.AUTO : null,
                reasons ? List.of("reasoning.encrypted_content") : null,
                request.system().isBlank() ? null : request.system(),
                request.tools().isEmpty()
                        ? null
                        : request.tools().stream()
                                .map(OpenAiResponsesModel::tool)
                                .toList(),
                input(Opaque.own(request.conversation(), name())));
    }

    private static Tool tool(ToolSpec spec) {
        return new Tool("function", spec.name(), spec.description(), spec.inputSchema(), false);
    }

    private static List<RawJson> input(List<Message> conversation) {
        var callIds = new HashMap<String, String>();
        var items = new ArrayList<RawJson>();
        for (var message : conversation) {
            switch (message) {
                case Message.User(var content) -> items.add(json(said(content)));
                case Message.Assistant(var parts) -> items.addAll(parts(parts, callIds));
                case Message.Tools(var results) -> results.forEach(result -> items.add(json(output(result, callIds))));
            }
        }
        return items;
    }

    private static Item said(List<Content> content) {
        return new Item.Said(
                "user",
                null,
                null,
                null,
                content.stream().map(OpenAiResponsesModel::piece).toList());
    }

    private static Piece piece(Content content) {
        return switch (content) {
            case Content.Text(var text) -> new Piece.In(text);
            case Content.Image image -> new Piece.Picture(dataUrl(image));
        };
    }

    static String dataUrl(Content.Image image) {
        return "data:" + image.mediaType() + ";base64," + image.data();
    }

    /// Reasoning that nothing follows is refused.
    private static List<RawJson> parts(List<Part> parts, Map<String, String> callIds) {
        var items = new ArrayList<RawJson>();
        var sound = 0;
        for (var i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Part.Text(var text) -> {
                    items.add(json(answer(text, i + 1 < parts.size() ? parts.get(i + 1) : null)));
                    sound = items.size();
                }
                case Part.Call(var call) -> {
                    items.add(json(call(call, callIds)));
                    sound = items.size();
                }
                case Part.Reasoning(var _, var opaque) -> addReasoning(items, Kept.of(opaque));
            }
        }
        return items.subList(0, sound);
    }

    private static void addReasoning(List<RawJson> items, Kept kept) {
        if (kept.reasoning() != null) {
            items.add(kept.reasoning());
        }
    }

    /// @param next may hold what the provider wants back with this text
    private static Item answer(String text, @Nullable Part next) {
        var kept = next instanceof Part.Reasoning(var _, var opaque) ? Kept.of(opaque) : Kept.NOTHING;
        var status = kept.itemId() == null ? null : "completed";
        return new Item.Said("assistant", kept.itemId(), status, kept.phase(), List.of(new Piece.Out(text)));
    }

    private static Item call(ToolCall call, Map<String, String> callIds) {
        var id = Opaque.callId(call);
        callIds.put(call.id(), id);
        var itemId = Kept.of(call.opaque()).itemId();
        return new Item.Call(itemId, id, call.toolName(), call.parameters().text());
    }

    private static Item output(ToolResult result, Map<String, String> callIds) {
        return new Item.Output(callIds.getOrDefault(result.id(), result.id()), output(result));
    }

    private static RawJson output(ToolResult result) {
        var text = ResultText.of(result);
        var images = ResultText.images(result);
        if (images.isEmpty()) {
            return new RawJson(ProtocolJson.write(text));
        }
        return new RawJson(Stream.concat(Stream.of(new Content.Text(text)), images.stream())
                .map(content -> ProtocolJson.write(Piece.class, piece(content)))
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static RawJson json(Item item) {
        return new RawJson(ProtocolJson.write(Item.class, item));
    }
}
