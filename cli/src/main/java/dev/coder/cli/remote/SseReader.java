package dev.coder.cli.remote;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the data of server-sent events, one after the other. An event counts only once its blank line has arrived:
/// what was cut off in the middle is never handed out.
final class SseReader implements Closeable {

    private final BufferedReader lines;

    SseReader(InputStream stream) {
        lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 8192);
    }

    /// The `data` of the next event, its lines joined by line feeds; null at the end of the stream. Blocks.
    @Nullable
    String next() throws IOException {
        StringBuilder data = null;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return data.toString();
                }
            } else if (fieldName(line).equals("data")) {
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(fieldValue(line));
            }
        }
        return null;
    }

    private static String fieldName(String line) {
        var colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    private static String fieldValue(String line) {
        var colon = line.indexOf(':');
        if (colon < 0) {
            return "";
        }
        var start = line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
        return line.substring(start);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
