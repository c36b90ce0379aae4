package dev.coder.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is left of a command that has killed its own supervisor: processes without an ancestor of ours, known by the
/// mark in their environment (Linux only).
///
/// @param mark the variable with its value
record Orphans(String mark) {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /// Kills them and what they started, until there are none.
    void kill() {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        for (var left = find(); !left.isEmpty() && System.nanoTime() < deadline; left = find()) {
            left.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> find() {
        var found = new ArrayList<ProcessHandle>();
        try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            addMarked(processes, found);
        } catch (IOException e) {
            // where there is no such folder, nothing can be found
        }
        return found;
    }

    private void addMarked(DirectoryStream<Path> processes, List<ProcessHandle> found) {
        for (var process : processes) {
            if (isMarked(process)) {
                ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                        .ifPresent(found::add);
            }
        }
    }

    private boolean isMarked(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .contains(mark);
        } catch (IOException e) {
            return false; // it has ended, or belongs to another user
        }
    }
}
