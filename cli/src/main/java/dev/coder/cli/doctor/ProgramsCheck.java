package dev.coder.cli.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The programs that Coder uses.
record ProgramsCheck(Map<String, String> environment) implements Check {

    @Override
    public List<Finding> look() {
        return List.of(
                program("bwrap", "the sandbox that holds most", "apt install bubblewrap"),
                program("bash", "commands run in it", "install bash"),
                program("git", "commits and differences need it", "install git"),
                program("rg", "searches are slower without", "install ripgrep"));
    }

    private Finding program(String name, String use, String fix) {
        var found = find(environment, name);
        if (found.isPresent()) {
            return Finding.ok(name, found.get().toString());
        }
        var missing = "not on the PATH; " + use;
        return name.equals("bash") ? Finding.fail(name, missing, fix) : Finding.warn(name, missing, fix);
    }

    static Optional<Path> find(Map<String, String> environment, String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> program(folder, name))
                .findFirst();
    }

    private static Stream<Path> program(String folder, String name) {
        try {
            var file = Path.of(folder, name);
            return file.isAbsolute() && Files.isExecutable(file) ? Stream.of(file) : Stream.empty();
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
