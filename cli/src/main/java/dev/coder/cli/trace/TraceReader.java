package dev.coder.cli.trace;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads traces line by line, however large they are. What was torn by a crash, or is no line of a trace, is passed
/// over.
final class TraceReader {

    private TraceReader() {}

    /// All there is of one session, the earlier file first.
    static void read(Path session, Consumer<TraceLine> lines) throws IOException {
        for (var file : new Path[] {TraceFile.earlier(session), TraceFile.of(session)}) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                readFile(file, lines);
            }
        }
    }

    /// Whether there is a trace of that session.
    static boolean hasAny(Path session) {
        return Files.isRegularFile(TraceFile.of(session), LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(TraceFile.earlier(session), LinkOption.NOFOLLOW_LINKS);
    }

    private static void readFile(Path file, Consumer<TraceLine> lines) throws IOException {
        try (var reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var parsed = parsed(line);
                if (parsed != null) {
                    lines.accept(parsed);
                }
            }
        }
    }

    private static @Nullable TraceLine parsed(String line) {
        try {
            var parsed = ProtocolJson.read(TraceLine.class, line);
            return parsed.at() > 0 ? parsed : null;
        } catch (MalformedJsonException | IllegalArgumentException | NullPointerException e) {
            return null;
        }
    }
}
