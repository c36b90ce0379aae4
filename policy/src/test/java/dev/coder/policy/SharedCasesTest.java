package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.Effect;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The collected attacks: nothing is allowed that is not to be allowed.
class SharedCasesTest {

    record Case(Map<String, Object> json) {

        String text(String name) {
            return (String) Objects.requireNonNull(json.get(name));
        }

        boolean accepts(String verdict) {
            return switch (Objects.requireNonNull(json.get("expect"))) {
                case List<?> several -> several.contains(verdict);
                case Object one -> one.equals(verdict);
            };
        }

        @Override
        public String toString() {
            return text("id") + " " + text("why");
        }
    }

    static Stream<Case> commands() throws IOException {
        return cases("policy-cases.jsonl");
    }

    static Stream<Case> paths() throws IOException {
        return cases("path-cases.jsonl");
    }

    private static Stream<Case> cases(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(SharedCasesTest.class.getResourceAsStream(file))) {
            var json = JsonMapper.builder().build();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(line -> new Case(json.fromJsonObject(line))).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void allowsNoCommandThatIsToBeAsked(Case command) {
        var home = Path.of("/home/dev");
        var places = new Places(new Workspace(List.of(home.resolve("proj"))), home, List.of());
        var policy = new ModePolicy(
                ApprovalMode.ASK,
                places,
                false,
                new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE),
                Rules.NONE);
        var effect = new Effect.RunCommand(command.text("command"), Path.of(command.text("cwd")));
        var verdict = word(policy.decide(List.of(effect)));
        assertThat(verdict.equals("allow") && !command.accepts("allow")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void judgesPaths(Case path, @TempDir Path scratch) throws Exception {
        var home = Files.createDirectories(scratch.toRealPath().resolve("home"));
        var project = Files.createDirectories(home.resolve("proj"));
        var outside = Files.createDirectories(home.resolve("outside"));
        Files.writeString(outside.resolve("file.txt"), "outside");
        for (var line : (List<?>) Objects.requireNonNull(path.json().get("setup"))) {
            shell((String) line, home, project, outside);
        }
        var given = path.text("path");
        for (var variable :
                List.of(Map.entry("$PROJ", project), Map.entry("$HOME", home), Map.entry("$OUT", outside))) {
            given = given.startsWith(variable.getKey())
                    ? variable.getValue() + given.substring(variable.getKey().length())
                    : given;
        }
        var verdict = verdict(path.text("op"), given, new Workspace(List.of(project)), home);
        var onlyAllow = path.accepts("allow") && !path.accepts("ask");
        assertThat(verdict.equals("allow") && !path.accepts("allow"))
                .as("by-pass")
                .isFalse();
        assertThat(onlyAllow && !verdict.equals("allow")).as("needless").isFalse();
    }

    private static String verdict(String op, String given, Workspace workspace, Path home) {
        try {
            var resolved = workspace.resolve(given);
            if ((op.equals("read") || op.equals("write")) && Files.exists(resolved) && !Files.isRegularFile(resolved)) {
                return "deny"; // the tools refuse folders, pipes and devices
            }
            var places = new Places(workspace, home, List.of());
            var policy = new ModePolicy(
                    ApprovalMode.EDITS,
                    places,
                    false,
                    new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE),
                    Rules.NONE);
            return word(policy.decide(List.of(effect(op, resolved))));
        } catch (ToolException e) {
            return "deny";
        }
    }

    private static Effect effect(String op, Path path) {
        return switch (op) {
            case "read" -> new Effect.ReadFile(path);
            case "list" -> new Effect.ListDirectory(path);
            case "write" -> new Effect.WriteFile(path);
            case "delete" -> new Effect.DeleteFile(path);
            default -> throw new IllegalArgumentException(op);
        };
    }

    private static void shell(String line, Path home, Path project, Path outside) throws Exception {
        var builder = new ProcessBuilder("bash", "-c", line).directory(project.toFile());
        builder.environment()
                .putAll(Map.of("HOME", home.toString(), "PROJ", project.toString(), "OUT", outside.toString()));
        assertThat(builder.start().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static String word(Decision decision) {
        return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
