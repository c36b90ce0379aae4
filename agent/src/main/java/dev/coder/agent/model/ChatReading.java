package dev.coder.agent.model;

import dev.coder.agent.model.ChatWire.Call;
import dev.coder.agent.model.ChatWire.Choice;
import dev.coder.agent.model.ChatWire.Chunk;
import dev.coder.agent.model.ChatWire.Delta;
import dev.coder.agent.model.ChatWire.Tokens;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one reply of a Chat Completions API. The stream ends with `[DONE]`, or just ends.
final class ChatReading implements ProviderHttp.EventSink<Chunk> {

    /// The two fields in which servers send reasoning.
    static final RawJson REASONING = new RawJson("\"reasoning\"");

    static final RawJson REASONING_CONTENT = new RawJson("\"reasoning_content\"");

    /// A call in the making. Its index and id may be missing in every delta but the first.
    private static final class OpenCall {
        private final @Nullable Integer index;
        private final String id;
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
        private @Nullable RawJson extra;

        OpenCall(@Nullable Integer index, String id) {
            this.index = index;
            this.id = id;
        }

        boolean continuesWith(Call delta) {
            var sameIndex = delta.index() == null || delta.index().equals(index);
            return sameIndex
                    && (delta.id() == null || delta.id().isEmpty() || delta.id().equals(id));
        }

        void add(Call delta) {
            extra = delta.extraContent() == null ? extra : delta.extraContent();
            if (delta.function() != null) {
                name += delta.function().name() == null ? "" : delta.function().name();
                arguments.append(
                        delta.function().arguments() == null
                                ? ""
                                : delta.function().arguments());
            }
        }
    }

    private final String model;
    private final ReplyBuilder reply;
    private final ProviderErrors errors;
    private final List<OpenCall> calls = new ArrayList<>();
    private @Nullable RawJson reasoningField;
    private @Nullable String finishReason;
    private boolean refused;
    private Usage usage = Usage.NONE;

    /// @param model `provider/name`
    ChatReading(String model, ReplyBuilder reply, ProviderErrors errors) {
        this.model = model;
        this.reply = reply;
        this.errors = errors;
    }

    @Override
    public boolean completes(Chunk chunk) throws ModelException {
        if (chunk.error() != null) {
            throw errors.inStream(chunk.error());
        }
        if (chunk.usage() != null) {
            usage = usage(chunk.usage());
        }
        if (chunk.choices() != null && !chunk.choices().isEmpty()) {
            read(chunk.choices().getFirst());
        }
        return false;
    }

    private void read(Choice choice) {
        if (choice.delta() != null) {
            read(choice.delta());
        }
        finishReason = choice.finishReason() == null ? finishReason : choice.finishReason();
    }

    private void read(Delta delta) {
        reason(delta.reasoningContent(), REASONING_CONTENT);
        reason(delta.reasoningContent() == null ? delta.reasoning() : null, REASONING);
        text(delta.content());
        text(delta.refusal());
        refused |= delta.refusal() != null && !delta.refusal().isEmpty();
        if (delta.toolCalls() != null) {
            delta.toolCalls().forEach(this::add);
        }
    }

    private void reason(@Nullable String delta, RawJson field) {
        if (delta != null && !delta.isEmpty()) {
            reasoningField = field;
            reply.reasoning(delta);
        }
    }

    private void text(@Nullable String delta) {
        if (delta != null && !delta.isEmpty()) {
            endReasoning();
            reply.text(delta);
        }
    }

    private void endReasoning() {
        if (reasoningField != null) {
            reply.endReasoning(new Opaque(model, null, reasoningField).json());
            reasoningField = null;
        }
    }

    private void add(Call delta) {
        var open = calls.stream()
                .filter(call -> call.continuesWith(delta))
                .reduce((_, last) -> last)
                .orElseGet(() -> open(delta));
        open.add(delta);
    }

    private OpenCall open(Call delta) {
        var id = delta.id() == null || delta.id().isEmpty() ? "call_" + calls.size() : delta.id();
        var open = new OpenCall(delta.index(), id);
        calls.add(open);
        return open;
    }

    private static Usage usage(Tokens tokens) {
        var details = tokens.promptTokensDetails();
        var cached = details == null || details.cachedTokens() == null ? 0 : details.cachedTokens();
        return new Usage(number(tokens.promptTokens()), cached, 0, number(tokens.completionTokens()));
    }

    private static long number(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    ModelReply reply() throws ModelException {
        if (finishReason == null) {
            throw errors.broken("broke off in the middle of its reply", null);
        }
        endReasoning();
        for (var call : calls) {
            var opaque = new Opaque(model, call.id, call.extra).json();
            reply.call(call.id, call.name, call.arguments.toString(), opaque);
        }
        return reply.build(refused ? ModelReply.REFUSAL : stopReason(finishReason), usage);
    }

    private static String stopReason(String word) {
        return switch (word) {
            case "stop" -> ModelReply.END_TURN;
            case "tool_calls", "function_call" -> ModelReply.TOOL_USE;
            case "length" -> ModelReply.MAX_TOKENS;
            case "content_filter" -> ModelReply.REFUSAL;
            default -> word;
        };
    }
}
