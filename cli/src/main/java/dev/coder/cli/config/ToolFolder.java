package dev.coder.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/// A folder that `toolsPath` names, seen from outside: no jar in it is opened.
///
/// @param origin the file and line that name it
record ToolFolder(Path folder, String origin) {

    private static final int NAMED = 3;

    /// What of it will not be used, and why; empty when all of it may be.
    Optional<String> look() {
        if (!Files.isDirectory(folder)) {
            return Optional.of(said(
                    Files.exists(folder)
                            ? "is no folder; name the folder that the jars are in"
                            : "is not there; make it, or take it out"));
        }
        try (var files = Files.list(folder)) {
            var others = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".jar") && !name.startsWith("."))
                    .sorted()
                    .toList();
            return others.isEmpty()
                    ? Optional.empty()
                    : Optional.of(said("holds what is no jar and is not used ("
                            + others.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (others.size() > NAMED ? ", …" : "") + "): a plugin is a jar"));
        } catch (IOException e) {
            return Optional.of(said("cannot be read; give its owner leave to read it, or take it out"));
        }
    }

    private String said(String what) {
        return origin + ": the folder " + folder + " of \"toolsPath\" " + what;
    }
}
