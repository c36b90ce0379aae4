package dev.coder.protocol;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One entry of a conversation. What is stored is what the model sees.
public sealed interface Message {

    record User(List<Content> content) implements Message {
        public User {
            content = List.copyOf(content);
        }
    }

    /// @param parts in the order in which the model wrote them
    record Assistant(List<Part> parts) implements Message {
        public Assistant {
            parts = List.copyOf(parts);
        }

        public List<ToolCall> calls() {
            return parts.stream()
                    .flatMap(part -> part instanceof Part.Call(var call) ? Stream.of(call) : Stream.empty())
                    .toList();
        }
    }

    /// The answers to all calls of the assistant message before it, in the order of those calls.
    record Tools(List<ToolResult> results) implements Message {
        public Tools {
            results = List.copyOf(results);
        }
    }

    /// One piece of an assistant message.
    sealed interface Part {

        record Text(String text) implements Part {}

        /// @param text   what may be shown; may be empty
        /// @param opaque what the provider wants back unchanged (signature, encrypted content, item id)
        record Reasoning(String text, @Nullable RawJson opaque) implements Part {}

        record Call(ToolCall call) implements Part {}
    }
}
