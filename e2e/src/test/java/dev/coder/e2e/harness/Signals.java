package dev.coder.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals that Java itself can not send. Every shell can; the program `kill` is not on every machine.
public final class Signals {

    private Signals() {}

    /// @param name such as `INT`, `STOP`, `CONT`
    public static void send(String name, long pid) {
        try {
            int code = new ProcessBuilder("sh", "-c", "kill -\"$0\" \"$1\"", name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -%s %d ended with %d".formatted(name, pid, code));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
