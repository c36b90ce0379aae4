package dev.coder.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a request was refused or a turn failed (RFC 9457, `application/problem+json`).
///
/// @param type      [#PREFIX] and a fixed name, such as `unknown-session`
/// @param title     one sentence for a person
/// @param status    the HTTP status
/// @param detail    the next step, where there is one
/// @param retryable whether the same request may succeed later
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String sessionId,
        @Nullable String callId,
        boolean retryable) {

    public static final String PREFIX = "urn:agent:problem:";

    public Problem {
        Objects.requireNonNull(type, "type is missing");
        Objects.requireNonNull(title, "title is missing");
    }

    public static Problem of(String name, int status, String title, @Nullable String detail) {
        return new Problem(PREFIX + name, title, status, detail, null, null, false);
    }

    /// The fixed name at the end of [#type].
    public String name() {
        return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
    }
}
