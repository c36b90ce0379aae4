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
        for (var jar : jars()) {
            jars.add(Files.copy(jar, copies.resolve(jar.getFileName())));
        }
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private boolean isNewerThanLaunched() throws IOException {
        if (!Files.isRegularFile(jar()) || !Files.isDirectory(libraries())) {
            return false;
        }
        var running = Stream.of(launched.split(File.pathSeparator, -1)).map(Path::of);
        return newest(jars()) > newest(running.filter(Files::exists).toList());
    }

    private List<Path> jars() throws IOException {
        try (var libraries = Files.list(libraries())) {
            return Stream.concat(Stream.of(jar()), libraries).toList();
        }
    }

    private static long newest(List<Path> files) {
        return files.stream()
                .mapToLong(file -> file.toFile().lastModified())
                .max()
                .orElse(0);
    }

    /// Builds as the launcher does, and never at the same time as one.
    ///
    /// @return what is wrong; empty when it was built
    List<String> build() throws IOException, InterruptedException {
        var script = root.resolve("build/build.sh").toString();
        var builder =
                new ProcessBuilder("sh", script, jdk()).directory(root.toFile()).redirectErrorStream(true);
        var process = builder.start();
        process.getOutputStream().close();
        try (var reader = process.inputReader()) {
            var lines = reader.lines()
                    .filter(text -> text.startsWith("[ERROR]"))
                    .limit(12)
                    .toList();
            var mistakes = lines.isEmpty() ? List.of("the build ended early; see target/launch/build.log") : lines;
            return process.waitFor() == 0 ? List.of() : mistakes;
        }
    }

    /// The launcher builds anew for a JDK of another name.
    private String jdk() throws IOException {
        var stamp = root.resolve("target/launch/stamp");
        return Files.exists(stamp) ? Files.readAllLines(stamp).getFirst() : System.getProperty("java.home");
    }
}
