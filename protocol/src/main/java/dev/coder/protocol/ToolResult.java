package dev.coder.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The one answer to a [ToolCall]: success, failure, refusal or unknown. A failed tool is data for the model, never an
/// HTTP error.
///
/// @param id         the call that is answered
/// @param result     what the tool gave; also set on failure when there was output
/// @param error      one sentence for the model; set exactly when `success` is false
/// @param errorCode  one of the constants of this class; absent means [#TOOL_FAILED]
/// @param durationMs how long the tool ran, in milliseconds
/// @param approval   how the call came to be allowed or refused, for the record
public record ToolResult(
        String id,
        boolean success,
        @Nullable ToolOutput result,
        @Nullable String error,
        @Nullable String errorCode,
        @Nullable Integer exitCode,
        @Nullable Long durationMs,
        @Nullable Approval approval) {
    public ToolResult {
        Objects.requireNonNull(id, "the result's id is missing");
    }

    public static final String TOOL_FAILED = "tool_failed";
    public static final String INVALID_PARAMETERS = "invalid_parameters";
    public static final String DENIED_BY_USER = "denied_by_user";
    public static final String DENIED_BY_POLICY = "denied_by_policy";
    public static final String TIMEOUT = "timeout";
    public static final String CANCELLED = "cancelled";
    public static final String TOOL_UNAVAILABLE = "tool_unavailable";
    /// The call was started and its outcome was never learned (the CLI was killed meanwhile).
    public static final String OUTCOME_UNKNOWN = "outcome_unknown";

    /// @param decision `allow`, `allow_once`, `ask`, `deny`
    /// @param by       `user`, `policy` or `mode`
    /// @param rule     the rule that decided, where there was one
    public record Approval(
            String decision, String by, @Nullable String rule) {
        public Approval {
            Objects.requireNonNull(decision, "approval.decision is missing");
            Objects.requireNonNull(by, "approval.by is missing");
        }
    }

    public static ToolResult success(String callId, ToolOutput output) {
        return new ToolResult(callId, true, output, null, null, null, null, null);
    }

    public static ToolResult failure(String callId, String errorCode, String error) {
        return new ToolResult(callId, false, null, error, errorCode, null, null, null);
    }
}
