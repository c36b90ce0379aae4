package dev.coder.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// What harm a program does, or leads to, by its name: see `dangers.txt`.
enum Danger {
    PRIVILEGE,
    DEVICE,
    POWER,
    DESTROY,
    WRITE,
    PERMISSION,
    DOWNLOAD,
    SHELL,
    INTERPRETER,
    EVAL,
    WRAPPER,
    ANYTHING,
    TEXT;

    /// Read at the first use.
    private static final class Table {
        static final Map<String, Set<String>> PROGRAMS = read();

        private static Map<String, Set<String>> read() {
            try (InputStream in = Objects.requireNonNull(Danger.class.getResourceAsStream("dangers.txt"))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split(" ", 2))
                        .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> Set.of(line[1].split(" "))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// @param word a name, or a path to a program
    boolean of(String word) {
        var name = name(word);
        return Objects.requireNonNull(Table.PROGRAMS.get(name().toLowerCase(Locale.ROOT)))
                        .contains(name)
                || (this == DEVICE && name.matches("(mkfs|fsck|newfs)[._].*"))
                || (this == INTERPRETER && name.matches("(python|perl|ruby|php)[\\d.]+"));
    }

    /// The name of a program without its folder, as a file system sees it that does not tell letter cases apart.
    static String name(String word) {
        var name = word.substring(word.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.isEmpty() ? word : name;
    }
}
