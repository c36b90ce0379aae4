package dev.coder.policy;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The real bash in a folder of its own, where every program is a stub that writes down its words. Builtins write them
/// down, too, and do their work.
final class StubbedBash {

    /// What bash changes by itself.
    private static final Pattern RESTLESS = Pattern.compile("declare -\\S+"
            + " (_|BASH_\\w+|BASHPID|RANDOM|SRANDOM|SECONDS|EPOCH\\w+|LINENO|PIPESTATUS|FUNCNAME|DIRSTACK|PWD"
            + "|OLDPWD|stub_n)\\b.*");

    private static final String PROLOGUE = """
            unset BASH_ENV
            stub_n=0
            stub_log() { builtin printf '%s\\0' "$@" >"FOLDER/calls/$BASHPID.$((stub_n++))"; }
            stub_state() { { builtin declare -p; builtin declare -F; builtin set +o; builtin shopt -p; builtin alias
                builtin trap; } >"FOLDER/$1"; }
            for stub_b in BUILTINS; do
                eval "$stub_b() { stub_log $stub_b \\"\\$@\\"; builtin $stub_b \\"\\$@\\"; }"
            done
            unset stub_b
            trap 'stub_state after' EXIT
            stub_state before
            """;

    private static final String BUILTINS = "echo printf [ test true false : pwd cd type command";

    private final Path folder;
    private final Path project;

    /// What a command did.
    ///
    /// @param calls the words of everything that ran
    /// @param state what it changed in the shell or in the folder; empty: nothing
    record Run(List<List<String>> calls, SortedSet<String> state) {}

    StubbedBash(Path folder, Collection<String> programs) throws IOException {
        this.folder = folder;
        this.project = Files.createDirectories(folder.resolve("project"));
        Files.createDirectories(project.resolve(".d"));
        Files.createDirectories(folder.resolve("calls"));
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(project.resolve(".f"), "a\n");
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var stub = "#!/bin/sh\nprintf '%%s\\0' \"${0##*/}\" \"$@\" >\"%s/calls/$$\"\n".formatted(folder);
        for (var program : programs) {
            Files.writeString(Files.createFile(folder.resolve("bin").resolve(program), executable), stub);
        }
        Files.writeString(
                folder.resolve("prologue"),
                PROLOGUE.replace("FOLDER", folder.toString()).replace("BUILTINS", BUILTINS));
    }

    Path project() {
        return project;
    }

    Run run(String command) throws IOException, InterruptedException {
        var before = files(project);
        var builder = new ProcessBuilder("/bin/bash", "-c", command)
                .directory(project.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("BASH_ENV", folder.resolve("prologue").toString());
        var process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end: " + command);
        }
        var state = new TreeSet<>(difference(lines("before"), lines("after")));
        state.addAll(difference(before, files(project)));
        return new Run(calls(), state);
    }

    private static SortedSet<String> difference(SortedSet<String> before, SortedSet<String> after) {
        return Stream.concat(
                        before.stream().filter(line -> !after.contains(line)).map(line -> "- " + line),
                        after.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line))
                .collect(toCollection(TreeSet::new));
    }

    private SortedSet<String> lines(String file) throws IOException {
        try (var lines = Files.lines(folder.resolve(file), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !RESTLESS.matcher(line).matches()).collect(toCollection(TreeSet::new));
        } finally {
            Files.delete(folder.resolve(file));
        }
    }

    private static SortedSet<String> files(Path below) throws IOException {
        try (var all = Files.walk(below)) {
            return all.map(Path::toString).collect(toCollection(TreeSet::new));
        }
    }

    private List<List<String>> calls() throws IOException {
        var calls = new ArrayList<List<String>>();
        try (var files = Files.list(folder.resolve("calls"))) {
            for (var file : files.toList()) {
                calls.add(words(Files.readString(file)));
                Files.delete(file);
            }
        }
        return calls;
    }

    /// Each ends with a NUL.
    private static List<String> words(String written) {
        return List.of(written.substring(0, written.length() - 1).split("\0", -1));
    }
}
