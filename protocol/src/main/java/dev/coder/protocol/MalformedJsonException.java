package dev.coder.protocol;

import java.io.Serial;

/// Text from the other side that is not JSON, or not of the expected type.
public class MalformedJsonException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    MalformedJsonException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether it would be of that type, but for a name in it; the message then says which.
    public boolean isAboutAName() {
        return getCause() instanceof NotAnIdException;
    }
}
