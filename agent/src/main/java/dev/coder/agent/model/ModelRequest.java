package dev.coder.agent.model;

import dev.coder.protocol.Message;
import dev.coder.protocol.ToolSpec;
import java.util.List;

/// What a model is asked. The order of tools and messages is stable from call to call, so that prompt caches hit.
///
/// @param cacheKey stands for the session; for providers that route by it
public record ModelRequest(String system, List<Message> conversation, List<ToolSpec> tools, String cacheKey) {

    public ModelRequest {
        conversation = List.copyOf(conversation);
        tools = List.copyOf(tools);
    }
}
