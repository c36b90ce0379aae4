package dev.coder.agent.model;

import dev.coder.protocol.Message;
import dev.coder.protocol.Usage;

/// A complete reply. Calls in it carry the provider's ids in [dev.coder.protocol.ToolCall#opaque];
/// their [dev.coder.protocol.ToolCall#id] is minted by the loop.
///
/// @param stopReason `end_turn`, `tool_use`, `max_tokens`, `refusal`, or the provider's own word
public record ModelReply(Message.Assistant message, Usage usage, String stopReason) {

    public static final String END_TURN = "end_turn";
    public static final String TOOL_USE = "tool_use";
    public static final String MAX_TOKENS = "max_tokens";
    public static final String REFUSAL = "refusal";
}
