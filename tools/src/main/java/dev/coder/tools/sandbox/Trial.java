package dev.coder.tools.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether a sandbox can start a program here, found out once by doing so.
final class Trial {

    private static final int SECONDS = 5;

    private @Nullable Boolean result;

    /// @param commandLine empty when what it takes is not installed
    synchronized boolean succeeds(Supplier<List<String>> commandLine) {
        if (result == null) {
            var line = commandLine.get();
            result = !line.isEmpty() && run(line);
        }
        return result;
    }

    private static boolean run(List<String> commandLine) {
        try {
            var process = new ProcessBuilder(commandLine)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            var ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
