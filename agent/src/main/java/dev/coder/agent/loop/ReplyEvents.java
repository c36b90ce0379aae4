package dev.coder.agent.loop;

import dev.coder.agent.model.ModelReply;
import dev.coder.agent.session.Ids;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a complete reply into the events that are stored together, in the order in which the model wrote its parts.
final class ReplyEvents {

    private final ModelCalls.Call call;
    private final String modelCallId;
    private String messageId;

    /// @param messageId of the first text, the one that its deltas carried
    ReplyEvents(ModelCalls.Call call, String modelCallId, String messageId) {
        this.call = call;
        this.modelCallId = modelCallId;
        this.messageId = messageId;
    }

    List<AgentEvent> of(ModelReply reply) {
        var events = new ArrayList<AgentEvent>();
        var pending = new ArrayList<AgentEvent.TurnRequiresAction.Pending>();
        for (var part : reply.message().parts()) {
            switch (part) {
                case Message.Part.Reasoning(var text, var opaque) ->
                    events.add(new AgentEvent.ReasoningCompleted(modelCallId, text, opaque));
                case Message.Part.Text(var text) -> {
                    events.add(
                            new AgentEvent.MessageCompleted(modelCallId, messageId, List.of(new Content.Text(text))));
                    messageId = Ids.message();
                }
                case Message.Part.Call(var wish) -> {
                    var event = toolCall(wish);
                    events.add(event);
                    pending.add(new AgentEvent.TurnRequiresAction.Pending("tool_result", event.id()));
                }
            }
        }
        events.add(new AgentEvent.ModelCallCompleted(call.turnId(), modelCallId, reply.usage(), reply.stopReason()));
        if (!pending.isEmpty()) {
            events.add(new AgentEvent.TurnRequiresAction(call.turnId(), pending));
        }
        return events;
    }

    private AgentEvent.ToolCallRequested toolCall(ToolCall wish) {
        return new AgentEvent.ToolCallRequested(
                call.turnId(),
                modelCallId,
                Ids.call(),
                wish.toolName(),
                wish.parameters(),
                "client",
                timeoutOf(wish.toolName()),
                wish.opaque());
    }

    private @Nullable Integer timeoutOf(String toolName) {
        return call.tools().stream()
                .filter(tool -> tool.name().equals(toolName))
                .findFirst()
                .map(ToolSpec::timeoutSeconds)
                .orElse(null);
    }
}
