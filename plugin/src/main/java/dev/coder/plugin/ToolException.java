package dev.coder.plugin;

import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A call that did not succeed, told to the model: what happened, and what to try instead.
public final class ToolException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String errorCode;
    private final transient @Nullable ToolOutput output;
    private final @Nullable Integer exitCode;

    /// @param errorCode one of the constants of [ToolResult]
    /// @param output    what there was of it
    public ToolException(String errorCode, String message, @Nullable ToolOutput output, @Nullable Integer exitCode) {
        super(message);
        this.errorCode = errorCode;
        this.output = output;
        this.exitCode = exitCode;
    }

    public static ToolException failed(String message) {
        return new ToolException(ToolResult.TOOL_FAILED, message, null, null);
    }

    public static ToolException invalid(String message) {
        return new ToolException(ToolResult.INVALID_PARAMETERS, message, null, null);
    }

    /// The answer to the call.
    public ToolResult toResult(String callId) {
        return new ToolResult(callId, false, output, getMessage(), errorCode, exitCode, null, null);
    }
}
