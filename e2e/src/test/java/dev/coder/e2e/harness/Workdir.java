package dev.coder.e2e.harness;

import dev.coder.testing.ProgramList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A project to work on: a few files, in a fresh git repository where there is git. A test to which the repository
/// matters
/// needs the program `git`.
public record Workdir(Path folder) {

    private static final int BIG_LINES = 2000;

    /// @param parent an existing folder
    public static Workdir create(Path parent) {
        try {
            return at(Files.createTempDirectory(parent, "work"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param folder made when there is none
    public static Workdir at(Path folder) {
        try {
            var project = new Workdir(Files.createDirectories(folder).toRealPath());
            project.write("README.md", "# sample\n\nA small sample project.\n");
            project.write("src/Main.java", "class Main {\n    int answer = 41;\n}\n");
            var lines = IntStream.rangeClosed(1, BIG_LINES).mapToObj("int v%04d = 0;\n"::formatted);
            project.write("big.txt", lines.collect(Collectors.joining()));
            if (ProgramList.read().has("git")) {
                project.commit();
            }
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public void write(String name, String text) {
        try {
            Files.createDirectories(file(name).getParent());
            Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines of a file, none when there is no such file.
    public List<String> lines(String name) {
        try {
            return Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every file with its content, without git's own.
    public Map<String, String> files() {
        try (var all = Files.walk(folder)) {
            var found = new TreeMap<String, String>();
            for (var path : all.filter(Files::isRegularFile).toList()) {
                var name = folder.relativize(path).toString();
                if (!name.startsWith(".git/")) {
                    found.put(name, Files.readString(path));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void commit() throws IOException {
        git("init", "--quiet", "--initial-branch=main");
        git("add", ".");
        git("commit", "--quiet", "-m", "start");
    }

    private void git(String... arguments) throws IOException {
        var line = new ArrayList<>(
                List.of("git", "-c", "user.name=e2e", "-c", "user.email=e2e@localhost", "-c", "commit.gpgsign=false"));
        line.addAll(List.of(arguments));
        var process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(line + ": " + output);
        }
    }
}
