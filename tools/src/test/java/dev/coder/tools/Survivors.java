package dev.coder.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The processes that have to do with a folder, found without any help of what is tested: they work in it, hold a file
/// of
/// it open, or name it on their command line.
final class Survivors {

    private Survivors() {}

    static List<String> in(Path folder) throws IOException {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> !process.getFileName()
                            .toString()
                            .equals("" + ProcessHandle.current().pid()))
                    .filter(process -> isConcerned(process, folder))
                    .map(process -> process.getFileName() + " " + commandLine(process))
                    .toList();
        }
    }

    private static boolean isConcerned(Path process, Path folder) {
        return commandLine(process).contains(folder.toString())
                || Stream.concat(Stream.of(process.resolve("cwd")), descriptors(process))
                        .map(Survivors::target)
                        .anyMatch(target -> target.startsWith(folder.toString()));
    }

    private static Stream<Path> descriptors(Path process) {
        try (var entries = Files.list(process.resolve("fd"))) {
            return entries.toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.of(); // it has ended
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
