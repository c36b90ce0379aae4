package dev.coder.cli.remote;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/// The agent, or something in front of it, asks to come again later.
final class BusyException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    BusyException(String sentence, Duration retryAfter) {
        super(sentence);
        this.retryAfter = retryAfter;
    }

    /// How long to wait at least; zero when nothing was said.
    Duration retryAfter() {
        return retryAfter;
    }
}
