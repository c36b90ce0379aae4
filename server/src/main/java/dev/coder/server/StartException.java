package dev.coder.server;

import java.io.Serial;

/// The server cannot start as it was told to; the message is one sentence with the next step.
final class StartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }
}
