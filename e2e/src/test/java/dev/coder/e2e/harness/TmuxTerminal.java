package dev.coder.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A real terminal with `coder` in it: the only pane of a private tmux server. The pane stays when `coder` has ended.
/// Tests that use it need the program `tmux`.
public final class TmuxTerminal implements AutoCloseable {

    /// tmux does not always learn how a program ended, and a Ctrl-C may be meant for it alone.
    private static final String KEEPING = "trap : INT; \"$@\"; echo $? >\"$0\"";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path socket;
    private final Map<String, String> environment;

    private TmuxTerminal(Path socket, Map<String, String> environment) {
        this.socket = socket;
        this.environment = environment;
    }

    /// Starts `coder` with these arguments.
    public static TmuxTerminal start(Coder coder, int columns, int rows, String... arguments) {
        var line = Stream.concat(Stream.of(Checkout.launcher().toString()), coder.options().stream());
        return run(
                coder, columns, rows, Stream.concat(line, Stream.of(arguments)).toList());
    }

    /// Starts any program as that user.
    public static TmuxTerminal run(Coder coder, int columns, int rows, List<String> commandLine) {
        try {
            var variables = new LinkedHashMap<>(coder.allVariables());
            variables.putIfAbsent("COLORTERM", "truecolor");
            variables.put("TERM", "screen-256color");
            variables.put("SHELL", "/bin/sh");
            var folder = Files.createTempDirectory(Path.of("/tmp"), "tmux");
            var terminal = new TmuxTerminal(folder.resolve("socket"), variables);
            var config = Files.writeString(folder.resolve("tmux.conf"), """
                    set -g remain-on-exit on
                    set -g remain-on-exit-format ""
                    set -g status off
                    set -g escape-time 10
                    set -g history-limit 20000
                    set -g default-terminal screen-256color
                    set -ga terminal-overrides ",*:Tc"
                    """);
            var exitCode = folder.resolve("exit-code");
            terminal.tmux(
                    List.of("-f", config.toString(), "new-session", "-d", "-x", columns + "", "-y", rows + "", "-c"),
                    Stream.concat(
                                    Stream.of(
                                            coder.folder().toString(), "--", "sh", "-c", KEEPING, exitCode.toString()),
                                    commandLine.stream())
                            .toList());
            return terminal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types these characters, one after the other.
    public TmuxTerminal type(String text) {
        tmux("send-keys", "-l", "--", text);
        return this;
    }

    /// Presses keys by tmux's names: `Enter`, `Escape`, `Up`, `C-c`, `M-Enter`, `BTab`.
    public TmuxTerminal press(String... keys) {
        tmux(List.of("send-keys", "--"), List.of(keys));
        return this;
    }

    /// Pastes, in brackets where the program asked for that.
    public TmuxTerminal paste(String text) {
        try {
            var file = Files.writeString(socket.resolveSibling("paste"), text);
            tmux("load-buffer", file.toString());
            tmux("paste-buffer", "-p", "-r");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TmuxTerminal resize(int columns, int rows) {
        tmux("resize-window", "-x", columns + "", "-y", rows + "");
        return this;
    }

    /// What is to be seen, without blanks at the ends of lines and empty lines at the end.
    public String screen() {
        return trimmed(tmux("capture-pane", "-p"));
    }

    /// The same with all that was scrolled away.
    public String everything() {
        return trimmed(tmux("capture-pane", "-p", "-S", "-"));
    }

    /// The same as [#screen] with its styles, as escape sequences.
    public String styled() {
        return trimmed(tmux("capture-pane", "-p", "-e"));
    }

    /// The column and row of the cursor from 0 on, such as `2,10`.
    public String cursor() {
        return tmux("display-message", "-p", "#{cursor_x},#{cursor_y}").strip();
    }

    public TmuxTerminal await(String text) {
        return await("\"" + text + "\" on the screen", screen -> screen.contains(text));
    }

    public TmuxTerminal awaitGone(String text) {
        return await("no \"" + text + "\" on the screen", screen -> !screen.contains(text));
    }

    public TmuxTerminal await(String what, Predicate<String> wanted) {
        try {
            Awaitility.await(what).atMost(LIMIT).pollInterval(POLL).until(() -> wanted.test(screen()));
            return this;
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + screen(), e);
        }
    }

    /// Waits until the program has ended.
    ///
    /// @return its exit code
    public int exitCode() {
        var file = socket.resolveSibling("exit-code");
        try {
            Awaitility.await("the end of the program")
                    .atMost(LIMIT)
                    .pollInterval(POLL)
                    .until(() -> Files.exists(file) && Files.size(file) > 0);
            return Integer.parseInt(Files.readString(file).strip());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + screen(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The process of the program.
    public long pid() {
        var shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        return ProcessHandle.of(shell)
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static String trimmed(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }

    private String tmux(String... arguments) {
        return tmux(List.of(arguments), List.of());
    }

    private String tmux(List<String> first, List<String> more) {
        var line = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        line.addAll(first);
        line.addAll(more);
        try {
            var builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(line + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Ends the program together with its terminal.
    @Override
    public void close() {
        try {
            tmux("kill-server");
        } catch (AssertionError e) {
            // It has ended together with its last pane.
        }
        try (var files = Files.list(socket.getParent())) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
