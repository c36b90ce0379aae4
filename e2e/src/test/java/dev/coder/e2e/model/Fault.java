package dev.coder.e2e.model;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// What happens to one request instead of an orderly answer.
public sealed interface Fault {

    /// Refused before anything streams.
    record Status(int code, Map<String, String> headers, String body) implements Fault {}

    /// The connection breaks after so many events.
    record Cut(int events) implements Fault {}

    /// The answer comes when the latch opens: a model that thinks for as long as a test wants.
    record Hold(CountDownLatch until) implements Fault {}
}
