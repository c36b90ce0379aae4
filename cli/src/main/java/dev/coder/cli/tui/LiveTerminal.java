package dev.coder.cli.tui;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.render.Theme;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// A conversation in the terminal: the first frame at once, all else behind it.
public final class LiveTerminal {

    private static final String SANE = "\u001b[?2004l\u001b[?2026l\u001b[?25h\u001b[0m";

    /// JLine's own signals: it would deliver the key Ctrl-C and raise INT for it as well, so that one key meant two
    /// things.
    private static final String SOFTWARE_SIGNALS = "org.jline.terminal.softwareSignals";

    /// @param out     the terminal
    /// @param history what was typed in earlier runs
    public record Place(Map<String, String> environment, PrintStream out, Path history, Habits habits) {}

    /// What the user prefers.
    ///
    /// @param editingMode `vi` or `emacs`
    public record Habits(String editingMode, boolean notifications, Theme theme) {}

    private final Place place;
    private final Tty tty;
    private final FirstFrame first;
    private final int width;
    private final Thread restorer;
    private volatile @Nullable LiveRun running;

    private LiveTerminal(Place place, Tty tty, FirstFrame first, int width) {
        this.place = place;
        this.tty = tty;
        this.first = first;
        this.width = width;
        this.restorer = new Thread(this::killed, "terminal-restorer");
    }

    /// Draws the first frame.
    ///
    /// @param folder the project, as the user knows it
    public static LiveTerminal begin(Place place, String version, String folder) {
        var tty = Tty.raw();
        var width = tty.found().columns();
        var first = FirstFrame.of(version, folder, width, place.habits().theme().coloured());
        var live = new LiveTerminal(place, tty, first, width);
        Runtime.getRuntime().addShutdownHook(live.restorer);
        place.out().print(first.ansi());
        place.out().flush();
        return live;
    }

    /// Returns when the user has enough.
    ///
    /// @param prompt the first message; null when the user is still to type it
    public ExitCode run(@Nullable String prompt, Bench.Opening opening) throws InterruptedException, IOException {
        try (var terminal = terminal()) {
            var run = new LiveRun(place, tty, terminal, opening);
            running = run;
            if (prompt != null) {
                run.submit(prompt);
            }
            return run.run(first, width);
        } finally {
            restore();
            Runtime.getRuntime().removeShutdownHook(restorer);
        }
    }

    private static Terminal terminal() throws IOException {
        System.setProperty(SOFTWARE_SIGNALS, "false");
        try {
            return TerminalBuilder.builder()
                    .system(true)
                    .graphemeCluster(false)
                    .nativeSignals(true)
                    .build();
        } finally {
            System.clearProperty(SOFTWARE_SIGNALS);
        }
    }

    private void killed() {
        var run = running;
        if (run != null) {
            run.erase();
        }
        restore();
    }

    private void restore() {
        place.out().print(SANE);
        place.out().flush();
        tty.restore();
    }
}
