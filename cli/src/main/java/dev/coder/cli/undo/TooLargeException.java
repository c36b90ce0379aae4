package dev.coder.cli.undo;

import java.io.IOException;
import java.io.Serial;

/// The workspace holds more than a checkpoint may cost; the message says what.
final class TooLargeException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
        super(message);
    }
}
