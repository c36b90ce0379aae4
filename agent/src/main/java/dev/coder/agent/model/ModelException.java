package dev.coder.agent.model;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A model call without a complete reply.
public final class ModelException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /// Why, as far as it matters for what comes next.
    public enum Kind {
        /// 429 that time heals.
        RATE_LIMITED(true),
        /// 529, 503, `overloaded` inside a 200 stream.
        OVERLOADED(true),
        /// Other 5xx.
        PROVIDER_ERROR(true),
        /// The stream was cut, went silent, or was not what the provider's format allows.
        BROKEN_STREAM(true),
        /// Nothing answers at the address.
        UNREACHABLE(true),
        /// 401, 403, or no key.
        UNAUTHENTICATED(false),
        /// The model does not exist.
        UNKNOWN_MODEL(false),
        /// The conversation is longer than the model can take.
        CONTEXT_TOO_LONG(false),
        /// The account's spend limit or quota is used up.
        SPEND_LIMIT(false),
        /// Any other 4xx.
        REFUSED(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        public boolean retryable() {
            return retryable;
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /// @param message    one sentence for the user, naming the provider; never holds a key
    /// @param retryAfter what the provider asked for, where it did
    public ModelException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
