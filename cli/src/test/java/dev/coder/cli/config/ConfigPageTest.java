package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/CONFIG.md` is made from the table of keys, and its examples are true.
class ConfigPageTest {

    private static final Pattern SETTINGS = Pattern.compile("```jsonc\n(.*?)```", Pattern.DOTALL);
    private static final Path FRAME = Path.of("src/test/resources/dev/coder/cli/config/page.md");
    private static final Path PLAN = Path.of("src/test/resources/dev/coder/cli/plan");
    private static final Path PAGE = Path.of("../docs/CONFIG.md");

    static List<String> settings(String page) {
        return SETTINGS.matcher(page).results().map(found -> found.group(1)).toList();
    }

    @Test
    void isMadeFromTheTable() throws IOException {
        new Written(PAGE)
                .is(planned(
                        Files.readString(FRAME).replace("{{keys}}\n", keys()).replace("{{variables}}\n", variables())));
    }

    @Test
    void hasExamplesThatCount(@TempDir Path folder) throws IOException {
        var config = new TestConfig(folder).variable("TEAM_CODER_KEY", "k");
        for (var json : settings(Files.readString(PAGE))) {
            var settings = config.user(json).read();
            assertThat(settings.notices()).isEmpty();
            assertThat(settings.values()).isNotEmpty();
        }
    }

    private static String planned(String page) throws IOException {
        var filled = page;
        for (var name : List.of("personal", "developer", "team")) {
            filled = filled.replace(
                    "{{" + name + "}}",
                    Files.readString(PLAN.resolve(name + ".json")).strip());
        }
        return filled;
    }

    private static String keys() {
        return Arrays.stream(ConfigKey.Group.values())
                .map(ConfigPageTest::group)
                .collect(Collectors.joining("\n"));
    }

    private static String group(ConfigKey.Group group) {
        return "### " + group.title() + "\n\n"
                + Arrays.stream(ConfigKey.values())
                        .filter(key -> key.group() == group)
                        .map(ConfigPageTest::key)
                        .collect(Collectors.joining("\n"));
    }

    private static String key(ConfigKey key) {
        return """
                #### `%s`

                %s

                | | |
                |---|---|
                | Value | %s |
                | Default | %s |
                | Whose | %s |
                | Example | `%s` |
                """.formatted(
                        key.word(),
                        key.description().replace("--local", "`--local`").replace("--cloud", "`--cloud`"),
                        key.kind().described(),
                        key.standard().isEmpty() ? "none" : "`" + key.standard() + "`",
                        key.who().described(),
                        key.example());
    }

    private static String variables() {
        return Arrays.stream(ConfigVariable.values())
                .map(variable -> "| `" + variable.name() + "` | "
                        + variable.key().map(key -> "`" + key.word() + "`").orElse("") + " | " + variable.description()
                        + " |\n")
                .collect(Collectors.joining());
    }
}
