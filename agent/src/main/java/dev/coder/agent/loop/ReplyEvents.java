package dev.coder.agent.loop;

import dev.coder.agent.model.ModelException;
import dev.coder.agent.model.ModelReply;
import dev.coder.agent.session.Ids;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

    /// @throws ModelException when a summary was wanted and nothing was written
    List<AgentEvent> of(ModelReply reply) throws ModelException {
        return switch (call.kind()) {
            case STEP -> step(reply);
            case SUMMARY -> summary(reply);
        };
    }

    private List<AgentEvent> summary(ModelReply reply) throws ModelException {
        var summary = reply.message().parts().stream()
                .map(part -> part instanceof Message.Part.Text(var text) ? text : "")
                .collect(Collectors.joining("\n"))
                .strip();
        if (summary.isEmpty()) {
            throw new ModelException(
                    ModelException.Kind.BROKEN_STREAM, "The model wrote no summary of the conversation", null, null);
        }
        return List.of(completed(reply), new AgentEvent.ContextCompacted(call.turnId(), summary));
    }

    private AgentEvent completed(ModelReply reply) {
        return new AgentEvent.ModelCallCompleted(call.turnId(), modelCallId, reply.usage(), reply.stopReason());
    }

    private List<AgentEvent> step(ModelReply reply) {
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
        events.add(completed(reply));
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
