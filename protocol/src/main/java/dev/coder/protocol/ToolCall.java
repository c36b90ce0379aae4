package dev.coder.protocol;

import org.jspecify.annotations.Nullable;

/// A wish of the model: run this tool with these parameters. It is answered by exactly one [ToolResult].
///
/// @param id         minted by the agent, unique within the session
/// @param parameters the JSON object that the model wrote
/// @param opaque     what the provider wants back with this call (its own call id, a thought signature); clients ignore
/// it
public record ToolCall(
        String id,
        String toolName,
        RawJson parameters,
        @Nullable RawJson opaque) {}
