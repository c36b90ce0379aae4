package dev.coder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// How a command ended, as its supervisor wrote it down.
sealed interface CommandEnd {

    /// @param background whether it left processes, which were stopped
    record Exited(int code, boolean background) implements CommandEnd {}

    /// Its sandbox could not be started.
    ///
    /// @param sentence says so, and why
    record NotStarted(String sentence) implements CommandEnd {}

    /// It was stopped before it ended.
    record Stopped() implements CommandEnd {}

    /// The supervisor was killed, too, or the machine.
    record Unknown() implements CommandEnd {}

    private static Path file(Path scratch) {
        return scratch.resolve("exit");
    }

    /// Takes away what an earlier run of the same call left.
    static void clear(Path scratch) throws IOException {
        Files.deleteIfExists(file(scratch));
    }

    static CommandEnd read(Path scratch) {
        try {
            var text = Files.readString(file(scratch));
            if (!text.endsWith("\n")) {
                return new Unknown();
            }
            var words = text.strip().split(" ", -1);
            return words[0].equals("stopped")
                    ? new Stopped()
                    : exited(scratch, Integer.parseInt(words[0]), words.length > 1);
        } catch (IOException | NumberFormatException e) {
            return new Unknown();
        }
    }

    static CommandEnd exited(Path scratch, int code, boolean background) {
        return Launch.failed(scratch) ? new NotStarted(Launch.failure(scratch)) : new Exited(code, background);
    }

    /// Waits for a supervisor that is perhaps still stopping its command.
    static CommandEnd await(Path scratch, Duration limit) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        var end = read(scratch);
        while (end instanceof Unknown && System.nanoTime() < deadline) {
            Thread.sleep(20);
            end = read(scratch);
        }
        return end;
    }
}
