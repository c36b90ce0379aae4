package dev.coder.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The programs that are known to only read, from the tables `readers.txt` and `git-readers.txt`.
///
/// @param byName the forms that are known, by the first word of their name
record Readers(Map<String, List<ReaderProgram>> byName) {

    /// Read at the first use.
    private static final class Tables {
        static final Readers ALL = new Readers(Stream.of("readers.txt", "git-readers.txt")
                .flatMap(Readers::read)
                .collect(Collectors.groupingBy(program -> program.name().getFirst())));
    }

    static Readers inTheBox() {
        return Tables.ALL;
    }

    private static Stream<ReaderProgram> read(String table) {
        try (InputStream in = Objects.requireNonNull(Readers.class.getResourceAsStream(table))) {
            var groups = new HashMap<String, String>();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .flatMap(line -> read(line, groups))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A program, or a group of options (`@NAME = OPTION…`) for the lines that follow.
    private static Stream<ReaderProgram> read(String line, Map<String, String> groups) {
        if (!line.startsWith("@")) {
            return Stream.of(ReaderProgram.parse(line, groups));
        }
        var halves = line.split(" = ", 2);
        groups.put(halves[0], ReaderProgram.expand(halves[1], groups));
        return Stream.empty();
    }

    boolean knows(String program) {
        return byName.containsKey(program);
    }

    /// What a call would read.
    ///
    /// @return empty when it may do more than read
    Optional<List<Reading>> readings(List<String> words) {
        return byName.getOrDefault(words.getFirst(), List.of()).stream()
                .filter(form -> words.size() >= form.name().size()
                        && words.subList(0, form.name().size()).equals(form.name()))
                .flatMap(form -> form.readings(words.subList(form.name().size(), words.size())).stream())
                .findFirst();
    }
}
