package dev.coder.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The programs that tests use beyond those of a bare Debian, with the packages that hold them: `programs.txt`, which
/// `./check` reads, too.
public record ProgramList(Map<String, List<String>> packages, List<Path> path) {

    /// That of this machine.
    public static ProgramList read() {
        var path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of)
                .toList();
        try (var in = ProgramList.class.getResourceAsStream("programs.txt");
                var reader =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return new ProgramList(parse(reader.lines()), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> parse(Stream<String> lines) {
        var packages = new TreeMap<String, List<String>>();
        lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> Arrays.asList(line.strip().split(" +")))
                .forEach(words -> packages.put(words.getFirst(), words.subList(1, words.size())));
        return packages;
    }

    /// Which of these programs this machine lacks, by name.
    List<String> missing(Collection<String> programs) {
        return programs.stream().distinct().sorted().filter(name -> !has(name)).toList();
    }

    /// Whether this machine has it.
    public boolean has(String program) {
        if (!packages.containsKey(program)) {
            throw new IllegalArgumentException(
                    program + " is not in testing/src/main/resources/dev/coder/testing/programs.txt: add it there");
        }
        return path.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    /// Why a test without these programs is skipped, such as `git is not installed (apt-get install git)`.
    String explain(List<String> missing) {
        var wanted = missing.stream()
                .flatMap(name -> packages.getOrDefault(name, List.of()).stream())
                .distinct()
                .collect(Collectors.joining(" "));
        var verb = missing.size() == 1 ? " is" : " are";
        return String.join(" and ", missing) + verb + " not installed (apt-get install " + wanted + ")";
    }
}
