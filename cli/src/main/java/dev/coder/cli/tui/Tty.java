package dev.coder.cli.tui;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The settings of the terminal on standard input, by `stty`: it has them changed long before JLine is there, so that
/// what is typed meanwhile is kept and not shown twice. Thread-safe.
final class Tty {

    /// From here on keys come one by one, Ctrl-C as well, and are not echoed.
    private static final String RAW =
            "stty -g && stty size && stty -icanon -echo -isig -iexten -ixon -icrnl min 1 time 0";

    /// @param saved what the terminal was set to; empty when there is no telling
    record Found(String saved, int rows, int columns) {

        static final Found NOTHING = new Found("", 24, 80);

        static Found of(String output) {
            var lines = output.lines().toList();
            if (lines.size() < 2 || !lines.get(1).matches("\\d{1,5} \\d{1,5}")) {
                return new Found(lines.isEmpty() ? "" : lines.getFirst(), NOTHING.rows, NOTHING.columns);
            }
            var size = lines.get(1).split(" ");
            var rows = Integer.parseInt(size[0]);
            var columns = Integer.parseInt(size[1]);
            return new Found(
                    lines.getFirst(), rows == 0 ? NOTHING.rows : rows, columns == 0 ? NOTHING.columns : columns);
        }
    }

    private final @Nullable Process changing;
    private @Nullable Found found;

    private Tty(@Nullable Process changing) {
        this.changing = changing;
    }

    /// Begins to change them.
    static Tty raw() {
        return new Tty(start("sh", "-c", RAW));
    }

    private static @Nullable Process start(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return null;
        }
    }

    /// Waits until they are changed.
    synchronized Found found() {
        if (found == null) {
            found = changing == null ? Found.NOTHING : read(changing);
        }
        return found;
    }

    private static Found read(Process process) {
        try (var output = process.getInputStream()) {
            return Found.of(new String(output.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Found.NOTHING;
        }
    }

    /// Sets all back. May be called again.
    void restore() {
        set(found().saved());
    }

    /// Sets them raw again, after [#restore].
    void again() {
        set("-icanon", "-echo", "-isig", "-iexten", "-ixon", "-icrnl", "min", "1", "time", "0");
    }

    private static void set(String... settings) {
        if (settings[0].isEmpty()) {
            return;
        }
        var command = new String[settings.length + 1];
        command[0] = "stty";
        System.arraycopy(settings, 0, command, 1, settings.length);
        var process = start(command);
        if (process != null) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
