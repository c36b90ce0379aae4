package dev.coder.cli.dev;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The source tree that this Coder was started from: the agent's jars in it, and how they are built.
///
/// @param root     what the launcher calls home
/// @param launched the class path of the agent as the launcher has it
public record Checkout(Path root, String launched) {

    private static final List<String> SOURCES = List.of("protocol", "agent", "server");

    /// Whether there is something to build.
    public boolean hasSources() {
        return Files.isRegularFile(root.resolve("mvnw")) && Files.isDirectory(root.resolve("server/src/main"));
    }

    Path jar() {
        return root.resolve("server/target/coder-server.jar");
    }

    Path libraries() {
        return root.resolve("server/target/lib");
    }

    List<Path> sources() {
        return SOURCES.stream()
                .map(room -> root.resolve(room).resolve("src/main"))
                .toList();
    }

    /// The class path of the newest agent there is. Maven writes over its jars while the agent runs, so that those are
    /// copied.
    ///
    /// @param copies an empty folder for them
    String classPath(Path copies) throws IOException {
        if (!isNewerThanLaunched()) {
            return launched;
        }
        Files.createDirectories(copies);
        var jars = new ArrayList<Path>();
        try (var libraries = Files.list(libraries())) {
            for (var jar : Stream.concat(Stream.of(jar()), libraries).toList()) {
                jars.add(Files.copy(jar, copies.resolve(jar.getFileName())));
            }
        }
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private boolean isNewerThanLaunched() throws IOException {
        if (!Files.isRegularFile(jar()) || !Files.isDirectory(libraries())) {
            return false;
        }
        for (var entry : launched.split(File.pathSeparator, -1)) {
            if (entry.endsWith("coder-server.jar") && Files.exists(Path.of(entry))) {
                return Files.getLastModifiedTime(jar()).compareTo(Files.getLastModifiedTime(Path.of(entry))) > 0;
            }
        }
        return true;
    }

    /// Builds the agent.
    ///
    /// @return what is wrong; empty when it was built
    List<String> build() throws IOException, InterruptedException {
        var line = List.of(root.resolve("mvnw").toString(), "--batch-mode", "-q", "package", "-Dmaven.test.skip=true");
        var builder = new ProcessBuilder(Stream.concat(line.stream(), Stream.of("-pl", "server", "-am"))
                        .toList())
                .directory(root.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        process.getOutputStream().close();
        try (var reader = process.inputReader()) {
            var lines = reader.lines()
                    .filter(text -> text.startsWith("[ERROR]"))
                    .limit(12)
                    .toList();
            return process.waitFor() == 0 ? List.of() : lines.isEmpty() ? List.of("Maven ended early") : lines;
        }
    }
}
