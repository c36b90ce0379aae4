package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.policy.Rule;
import dev.coder.policy.Ruling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of `docs/policy.md` are true.
class PolicyPageTest {

    private static final Path PAGE = Path.of("../docs/policy.md");
    private static final Pattern SETTINGS = Pattern.compile("```jsonc\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Rule.Roots ROOTS = new Rule.Roots(List.of(Path.of("/home/dev/proj")), Path.of("/home/dev"));

    @Test
    void itsSettingsAreReadAndLoosenNothing(@TempDir Path folder) throws IOException {
        var config = new TestConfig(folder);
        var examples = SETTINGS.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        for (var json : examples) {
            var settings = config.user(json).read();
            assertThat(settings.rules()).hasSize(9);
            assertThat(settings.size().bytes()).isEqualTo(10 << 20);
            assertThat(settings.notices()).isEmpty();
        }
    }

    record Row(String rule, List<String> matches, List<String> others) {}

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| `(allow|ask|deny) .*"))
                .map(line -> line.split(" \\| "))
                .map(cells -> new Row(codes(cells[0]).getFirst(), codes(cells[1]), codes(cells[2])));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void itsRulesSpeakOfWhatItSays(Row row) {
        var words = row.rule().split(" ", 2);
        var rule = Rule.of(
                Ruling.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1], ROOTS, new Rule.Note("", "policy.md"));
        assertThat(row.matches()).isNotEmpty().allMatch(example -> rule.matches(example, ROOTS));
        assertThat(row.others()).isNotEmpty().noneMatch(example -> rule.matches(example, ROOTS));
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
