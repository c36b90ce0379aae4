package dev.coder.agent.model;

import dev.coder.agent.model.AnthropicWire.Block;
import dev.coder.agent.model.AnthropicWire.CacheControl;
import dev.coder.agent.model.AnthropicWire.Event;
import dev.coder.agent.model.AnthropicWire.Request;
import dev.coder.agent.model.AnthropicWire.Source;
import dev.coder.agent.model.AnthropicWire.Thinking;
import dev.coder.agent.model.AnthropicWire.Tool;
import dev.coder.agent.model.AnthropicWire.Turn;
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
import org.jspecify.annotations.Nullable;

/// A model behind Anthropic's Messages API.
final class AnthropicModel implements Model {

    /// From 4.6 on, Claude decides by itself how much to think.
    private static final Pattern ADAPTIVE = Pattern.compile("claude-[a-z]+-(4-[6-9]|[5-9]|\\d\\d).*");
    private static final Pattern SMALL_OUTPUT = Pattern.compile("claude-3.*");
    private static final Pattern MEDIUM_OUTPUT = Pattern.compile("claude-opus-4(-[01]\\D?.*|-2025.*)?");

    private final String model;
    private final ProviderHttp http;

    AnthropicModel(String model, Endpoint endpoint) {
        this.model = model;
        this.http = new ProviderHttp(endpoint);
    }

    @Override
    public String name() {
        return Provider.ANTHROPIC.prefix() + "/" + model;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws ModelException, InterruptedException {
        var reading = new AnthropicReading(name(), new ReplyBuilder(listener, http.errors()), http.errors());
        http.stream("/v1/messages", ProtocolJson.write(body(request)), Event.class, reading);
        return reading.reply();
    }

    private Request body(ModelRequest request) {
        var thinking = ADAPTIVE.matcher(model).matches() ? Thinking.ADAPTIVE : null;
        return new Request(
                model,
                maxTokens(),
                true,
                thinking,
                system(request),
                tools(request.tools()),
                turns(Opaque.own(request.conversation(), name())));
    }

    private int maxTokens() {
        if (SMALL_OUTPUT.matcher(model).matches()) {
            return 8_192;
        }
        return MEDIUM_OUTPUT.matcher(model).matches() ? 32_000 : 64_000;
    }

    private static @Nullable List<Block> system(ModelRequest request) {
        return request.system().isBlank() ? null : List.of(new Block.Text(request.system(), CacheControl.EPHEMERAL));
    }

    private static @Nullable List<Tool> tools(List<ToolSpec> specs) {
        var tools = new ArrayList<Tool>();
        for (var spec : specs) {
            var cache = tools.size() == specs.size() - 1 ? CacheControl.EPHEMERAL : null;
            tools.add(new Tool(spec.name(), spec.description(), spec.inputSchema(), cache));
        }
        return tools.isEmpty() ? null : tools;
    }

    private static List<Turn> turns(List<Message> conversation) {
        var callIds = new HashMap<String, String>();
        var turns = new ArrayList<Turn>();
        for (var message : conversation) {
            var turn = switch (message) {
                case Message.User(var content) -> new Turn("user", contents(content));
                case Message.Assistant assistant -> new Turn("assistant", parts(assistant, callIds));
                case Message.Tools(var results) -> new Turn("user", results(results, callIds));
            };
            if (!turn.content().isEmpty()) {
                add(turn, turns);
            }
        }
        if (!turns.isEmpty()) {
            turns.add(cached(turns.removeLast()));
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
        var both = new ArrayList<>(turns.removeLast().content());
        both.addAll(turn.content());
        turns.add(new Turn(turn.role(), both));
    }

    private static Turn cached(Turn turn) {
        var content = new ArrayList<>(turn.content());
        content.add(content.removeLast().cached());
        return new Turn(turn.role(), content);
    }

    /// An assistant's message must not end with what it thought.
    private static List<Block> parts(Message.Assistant message, Map<String, String> callIds) {
        var blocks = new ArrayList<Block>();
        for (var part : message.parts()) {
            switch (part) {
                case Part.Text(var text) -> addText(blocks, text);
                case Part.Reasoning(var text, var opaque) -> addReasoning(blocks, text, opaque);
                case Part.Call(var call) -> blocks.add(toolUse(call, callIds));
            }
        }
        while (!blocks.isEmpty()
                && (blocks.getLast() instanceof Block.Thought || blocks.getLast() instanceof Block.Redacted)) {
            blocks.removeLast();
        }
        return blocks;
    }

    private static void addReasoning(List<Block> blocks, String text, @Nullable RawJson json) {
        var opaque = Opaque.of(json);
        if (opaque != null && opaque.data() != null) {
            var kept =
                    ProtocolJson.read(AnthropicReading.Kept.class, opaque.data().text());
            if (kept.signature() != null) {
                blocks.add(new Block.Thought(text, kept.signature()));
            } else if (kept.redacted() != null) {
                blocks.add(new Block.Redacted(kept.redacted()));
            }
        }
    }

    private static Block toolUse(ToolCall call, Map<String, String> callIds) {
        var id = Opaque.callId(call);
        callIds.put(call.id(), id);
        return new Block.ToolUse(id, call.toolName(), call.parameters());
    }

    private static List<Block> results(List<ToolResult> results, Map<String, String> callIds) {
        return results.stream()
                .<Block>map(result -> new Block.Result(
                        callIds.getOrDefault(result.id(), result.id()), output(result), isError(result), null))
                .toList();
    }

    /// What is marked as an error may hold text only.
    private static @Nullable Boolean isError(ToolResult result) {
        return (result.success() || !ResultText.images(result).isEmpty()) ? null : true;
    }

    private static List<Block> output(ToolResult result) {
        var blocks = new ArrayList<Block>();
        addText(blocks, ResultText.of(result));
        ResultText.images(result).forEach(image -> blocks.add(image(image)));
        return blocks;
    }

    private static List<Block> contents(List<Content> contents) {
        var blocks = new ArrayList<Block>();
        for (var content : contents) {
            switch (content) {
                case Content.Text(var text) -> addText(blocks, text);
                case Content.Image image -> blocks.add(image(image));
            }
        }
        return blocks;
    }

    /// Blank texts are refused.
    private static void addText(List<Block> blocks, String text) {
        if (!text.isBlank()) {
            blocks.add(new Block.Text(text, null));
        }
    }

    private static Block image(Content.Image image) {
        return new Block.Image(new Source("base64", image.mediaType(), image.data()), null);
    }
}
