package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.terminal.Streams;
import io.avaje.json.mapper.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void judgesAFileOfCases() throws IOException {
        var file = Files.writeString(folder.resolve("cases.jsonl"), """
                {"id": "a", "command": "ls", "cwd": "/home/dev/proj", "expect": "allow"}

                {"id": "b", "command": "cargo x", "expect": ["ask", "deny"]}
                {"id": "c", "command": "sudo id"}
                """);
        assertThat(run("policy", "check", file.toString())).isZero();
        assertThat(out()).isEqualTo("""
                {"id":"a","decision":"allow","reason":"the command only reads in the project"}
                {"id":"b","decision":"ask","reason":"cargo may change something"}
                {"id":"c","decision":"deny","reason":"sudo would act with other rights than yours"}
                """);
        assertThat(err()).contains("3 cases: 0 by-passes");
    }

    @Test
    void tellsWhatWasJudgedWrongly() throws IOException {
        var file = Files.writeString(folder.resolve("cases.jsonl"), """
                {"id": "a", "command": "ls", "expect": "ask"}
                {"id": "b", "command": "make", "expect": "allow"}
                {"id": "c", "command": "make", "expect": "deny"}
                {"id": "d", "command": "cat /x/y", "cwd": "/x", "expect": "allow"}
                """);
        assertThat(run("policy", "check", file.toString(), "--home", "/h", "--project", "/x"))
                .isEqualTo(1);
        assertThat(err()).contains("1 by-passes, 1 needless prompts of 2, 1 under-severe, 0 over-severe");
    }

    @Test
    void namesTheLineThatIsWrong() throws IOException {
        for (var line : List.of(
                "{",
                "[]",
                "{\"id\":\"a\"}",
                "{\"id\":1,\"command\":\"ls\"}",
                "{\"id\":\"a\",\"command\":\"l\",\"expect\":\"no\"}")) {
            var file = Files.writeString(folder.resolve("cases.jsonl"), "{\"id\":\"a\",\"command\":\"ls\"}\n" + line);
            assertThat(run("policy", "check", file.toString())).as(line).isEqualTo(2);
            assertThat(err()).as(line).contains("line 2: ").hasLineCount(1);
        }
        assertThat(run("policy", "check", folder.resolve("none").toString())).isEqualTo(2);
    }

    @Test
    void explainsACommand() throws IOException {
        var project = Files.createDirectories(folder.resolve("project"));
        assertThat(run("policy", "explain", "cat a.txt | sort -o b", "--project", project.toString()))
                .isZero();
        assertThat(out())
                .contains("\n  pipeline\n", "    command\n", "word  a.txt")
                .contains("[cat, a.txt]  in .  allow", "[sort, -o, b]  in .  ask")
                .endsWith("paths)\n");
    }

    static Stream<Map<String, Object>> paths() throws IOException {
        try (InputStream in = Objects.requireNonNull(PolicyCommandTest.class.getResourceAsStream("path-cases.jsonl"))) {
            var json = JsonMapper.builder().build();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(json::fromJsonObject).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void judgesPathsAsTheToolsDo(Map<String, Object> given) throws Exception {
        var home = Files.createDirectories(folder.toRealPath().resolve("home"));
        var places = Map.of("$PROJ", home.resolve("proj"), "$HOME", home, "$OUT", home.resolve("outside"));
        Files.createDirectory(home.resolve("proj"));
        Files.writeString(Files.createDirectory(home.resolve("outside")).resolve("file.txt"), "outside");
        for (var line : (List<?>) Objects.requireNonNull(given.get("setup"))) {
            shell((String) line, home);
        }
        var path = String.valueOf(given.get("path"));
        for (var place : places.entrySet()) {
            path = path.startsWith(place.getKey())
                    ? place.getValue() + path.substring(place.getKey().length())
                    : path;
        }
        var project = home.resolve("proj").toString();
        assertThat(run(
                        "policy",
                        "path",
                        "--op",
                        String.valueOf(given.get("op")),
                        "--home",
                        home.toString(),
                        "--project",
                        project,
                        path))
                .isZero();
        var accepted = given.get("expect") instanceof List<?> several
                ? several
                : List.of(Objects.requireNonNull(given.get("expect")));
        assertThat(out().split(" ")[0]).as("%s", given).isIn(accepted);
        assertThat(home.resolve("outside/file.txt")).hasContent("outside");
    }

    private static void shell(String line, Path home) throws Exception {
        var project = home.resolve("proj");
        var builder = new ProcessBuilder("bash", "-c", line).directory(project.toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "PROJ", project.toString(),
                        "OUT", home.resolve("outside").toString()));
        assertThat(builder.start().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var environment = Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin");
        var streams = new Streams(print(out), print(err), false, false, false, false);
        return CliMain.run(arguments, environment, streams);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
