package dev.coder.cli.undo;

import java.time.Duration;
import java.util.function.Consumer;

/// Says why it takes long, when it does.
final class LateNotice implements AutoCloseable {

    private final Thread thread;

    LateNotice(Duration late, Consumer<String> notice) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(late);
                notice.accept(
                        "Keeping the state of the project, so that it can be undone; only the first time takes long");
            } catch (InterruptedException e) {
                // it was quick
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
