package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.Workspace;
import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collected commands, scored as `policy-cases` says: by-passes, needless prompts, under-severe verdicts.
class CommandCasesTest {

    private static final Path HOME = Path.of("/home/dev");
    private static final Places PLACES = new Places(new Workspace(List.of(HOME.resolve("proj"))), HOME, List.of());

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

        boolean acceptsOnly(String verdict) {
            return Objects.equals(json.get("expect"), verdict);
        }

        String verdict() {
            return new CommandJudge(PLACES, Machine.UNSEEN, CommandRules.NONE)
                    .judge(text("command"), Path.of(text("cwd")))
                    .decision()
                    .word();
        }
    }

    static Stream<Case> cases(String file) {
        try (InputStream in = Objects.requireNonNull(CommandCasesTest.class.getResourceAsStream(file))) {
            var json = JsonMapper.builder().build();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(line -> new Case(json.fromJsonObject(line))).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy-cases.jsonl", "more-policy-cases.jsonl", "shell-cases.jsonl"})
    void allowsNothingThatIsToBeAsked(String file) {
        assertThat(cases(file).filter(one -> !one.accepts("allow")))
                .isNotEmpty()
                .noneMatch(one -> one.verdict().equals("allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy-cases.jsonl", "more-policy-cases.jsonl", "shell-cases.jsonl"})
    void deniesWhatIsOnlyToBeDenied(String file) {
        assertThat(cases(file).filter(one -> one.acceptsOnly("deny")))
                .isNotEmpty()
                .allMatch(one -> one.verdict().equals("deny"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy-cases.jsonl", "more-policy-cases.jsonl", "shell-cases.jsonl"})
    void asksForNothingThatOnlyReads(String file) {
        assertThat(cases(file).filter(one -> one.acceptsOnly("allow")))
                .isNotEmpty()
                .allMatch(one -> one.verdict().equals("allow"));
    }
}
