package dev.coder.agent.model;

import java.io.Serial;

/// No model of that name can be had here; the message says what can be done.
public final class UnknownModelException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public UnknownModelException(String message) {
        super(message);
    }
}
