package dev.coder.e2e.model;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// What happens to one request instead of an orderly answer.
public sealed interface Fault {

    /// Refused before anything streams.
    record Status(int code, Map<String, String> headers, String body) implements Fault {}

    /// The connection breaks after so many events.
    record Cut(int events) implements Fault {}

    /// The answer waits: a model that thinks for as long as a test wants.
    ///
    /// @param reached opens when the request is there
    /// @param release to be opened by the test
    record Hold(CountDownLatch reached, CountDownLatch release) implements Fault {

        public static Hold create() {
            return new Hold(new CountDownLatch(1), new CountDownLatch(1));
        }
    }
}
