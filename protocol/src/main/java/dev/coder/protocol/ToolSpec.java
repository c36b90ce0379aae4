package dev.coder.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the model is told of a tool.
///
/// @param name           `[A-Za-z0-9_-]{1,64}`
/// @param inputSchema    JSON Schema of the parameters, an object
/// @param origin         `builtin`, `plugin:NAME`, `mcp:NAME`
/// @param timeoutSeconds how long a call may run unless it says otherwise
public record ToolSpec(
        String name,
        String description,
        RawJson inputSchema,
        Hints hints,
        String origin,
        @Nullable Integer timeoutSeconds) {
    public ToolSpec {
        Objects.requireNonNull(name, "the tool's name is missing");
        Objects.requireNonNull(description, "the tool's description is missing");
        Objects.requireNonNull(inputSchema, "the tool's inputSchema is missing");
        Objects.requireNonNull(hints, "the tool's hints is missing");
        Objects.requireNonNull(origin, "the tool's origin is missing");
    }

    /// What may be assumed of every call. These are hints for scheduling and recovery, never grounds for
    /// permission.
    ///
    /// @param readOnly   changes nothing
    /// @param idempotent running it twice is the same as once
    public record Hints(boolean readOnly, boolean idempotent, boolean destructive, boolean openWorld) {

        public static final Hints READS = new Hints(true, true, false, false);
        public static final Hints CHANGES = new Hints(false, false, true, false);
    }
}
