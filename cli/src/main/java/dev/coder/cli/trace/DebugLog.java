package dev.coder.cli.trace;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.terminal.PlainText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `STATE/debug/TIME-PID.log` (0600): what this run of the CLI does, one line each, for people.
///
/// @param file made with the first line
/// @param also gets every line as well; null: the file alone
public record DebugLog(Path file, @Nullable PrintStream also) implements TraceSink {

    static final String VARIABLE = "CODER_DEBUG";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final int LONGEST = 300;

    /// The log of this process; empty when nobody asked for one.
    ///
    /// @param err for `CODER_DEBUG=stderr`
    public static Optional<DebugLog> of(Map<String, String> environment, PrintStream err) {
        var wish = environment.getOrDefault(VARIABLE, "");
        if (wish.isBlank() || wish.equals("0") || wish.equals("false")) {
            return Optional.empty();
        }
        var process = ProcessHandle.current();
        var began = process.info().startInstant().orElse(Instant.EPOCH);
        var file = folder(StateFolder.where(environment)).resolve(NAME.format(began) + "-" + process.pid() + ".log");
        return Optional.of(new DebugLog(file, wish.equals("stderr") ? err : null));
    }

    static Path folder(Path state) {
        return state.resolve("debug");
    }

    @Override
    public void write(TraceLine line) {
        say(line.at(), sentence(line));
    }

    /// Adds one line. Holds no secrets.
    public void say(String sentence) {
        say(System.currentTimeMillis(), sentence);
    }

    private void say(long at, String sentence) {
        var line = TIME.format(Instant.ofEpochMilli(at)) + " " + sentence + "\n";
        if (also != null) {
            also.print(line);
            also.flush();
        }
        try {
            PrivateFiles.folder(file.resolveSibling(""));
            LogText.append(file, line);
        } catch (IOException e) {
            // There is no better place to complain about a log that cannot be written.
        }
    }

    private static String sentence(TraceLine line) {
        var text = line.text() == null ? "" : line.text();
        var said = switch (line.kind()) {
            case RUN, NOTE -> text;
            case SENT -> line.name() + " (" + text.length() + " characters)";
            case ANSWERED, BROKEN, ASKED, CONSENT -> named(line) + brief(text);
            case RECEIVED -> brief(text);
            case ENDED -> "";
            case STARTED, FINISHED -> named(line) + brief(text);
        };
        var exchange = line.exchange() == null ? "" : "#" + line.exchange() + " ";
        var took = line.millis() == null ? "" : " [" + line.millis() + " ms]";
        return line.kind().name().toLowerCase(Locale.ROOT) + " " + exchange + said + took;
    }

    private static String named(TraceLine line) {
        return line.name() == null ? "" : line.name() + ": ";
    }

    private static String brief(String text) {
        var shown = PlainText.show(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        return shown.replace('\n', ' ');
    }
}
