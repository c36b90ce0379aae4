package dev.coder.cli.config;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A private file (0600) with one JSON object a line, replaced as a whole; several processes may change it.
///
/// @param type of the lines
public record LineFile<T>(Path path, Class<T> type) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// @return empty when there is no file; lines that cannot be read are left out
    public List<T> read() throws IOException {
        try {
            var lines = new ArrayList<T>();
            for (var line : Files.readAllLines(path)) {
                add(lines, line);
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void add(List<T> lines, String line) {
        try {
            lines.add(ProtocolJson.read(type, line));
        } catch (MalformedJsonException | IllegalArgumentException | NullPointerException e) {
            // What is damaged says nothing.
        }
    }

    /// Several processes take turns.
    public void change(UnaryOperator<List<T>> change) throws IOException, InterruptedException {
        PrivateFiles.folder(path.resolveSibling(""));
        try (var lock = ProcessLock.acquire(path.resolveSibling(path.getFileName() + ".lock"), PATIENCE)) {
            if (lock == null) {
                throw new IOException("another coder changes it");
            }
            var text = change.apply(read()).stream().map(line -> ProtocolJson.write(type, line) + "\n");
            PrivateFiles.replace(path, text.collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
