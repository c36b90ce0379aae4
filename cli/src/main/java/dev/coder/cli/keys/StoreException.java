package dev.coder.cli.keys;

import java.io.Serial;

/// A store of keys that cannot be used at the moment; the message says why, and never holds a key.
final class StoreException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    StoreException(String reason) {
        super(reason);
    }

    StoreException(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
