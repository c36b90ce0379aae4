package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDeskTest {

    @TempDir
    private Path folder;

    private TestConfig config;

    @BeforeEach
    void makeFolders() throws IOException {
        config = new TestConfig(folder);
    }

    private ConfigDesk desk() {
        return new ConfigDesk(config.files(), config.project());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "maxFileSize          | 20MB                | \"20MB\"",
                "network              | true                | true",
                "sessionTimeout       | 60                  | 60",
                "sessionTimeout       | 1h                  | \"1h\"",
                "theme                | dark                | \"dark\"",
                "agentUrl             | https://a.org       | \"https://a.org\"",
                "agentUrl             | \"https://a.org\"   | \"https://a.org\"",
                "allowedCommands      | npm test            | [\"npm test\"]",
                "allowedCommands      | npm test,make *     | [\"npm test\", \"make *\"]",
                "requireConfirmation  | true                | true",
                "requireConfirmation  | delete,fetch        | [\"delete\", \"fetch\"]",
                "toolsPath            | ~/t                 | \"~/t\"",
                "rules                | {\"deny\": \"run x\"} | [{\"deny\": \"run x\"}]",
                "keyHelper            | pass show coder     | \"pass show coder\"",
            })
    void writesWhatWasTyped(String key, String words, String json) throws IOException {
        var typed = Arrays.asList(words.split(","));
        assertThat(desk().set(ConfigTarget.USER, ConfigDesk.key(key), typed).json())
                .isEqualTo(json);
        assertThat(Files.readString(config.files().user())).isEqualTo("{\n  \"" + key + "\": " + json + "\n}\n");
        assertThat(config.read().notices()).allMatch(notice -> notice.contains("toolsPath"));
        assertThat(desk().unset(ConfigTarget.USER, ConfigDesk.key(key))).isTrue();
        assertThat(desk().unset(ConfigTarget.USER, ConfigDesk.key(key))).isFalse();
        assertThat(config.read()).isEqualTo(Settings.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "USER    | maxFileSize     | 10 megs       | \"maxFileSize\" needs a size with its unit",
                "USER    | theme           | drak          | did you mean \"dark\"?",
                "USER    | network         | on            | did you mean true?",
                "USER    | rules           | deny run x    | \"rules\" needs an object",
                "USER    | rules           | {             | } is expected here, and this is ]",
                "USER    | theme           | dark,light    | takes one value, and these are 2",
                "USER    | apiKey          | sesame        | A key is not written into a file",
                "PROJECT | model           | a/b           | \"model\" counts in your own settings only",
                "LOCAL   | apiKey          | ${PATH}       | \"apiKey\" counts in your own settings only",
                "PROJECT | allowedPaths    | /srv          | \"allowedPaths\" would loosen the policy",
                "PROJECT | network         | true          | \"network\": true would loosen the policy",
                "LOCAL   | maxFileSize     | 20MB          | a larger \"maxFileSize\" than built-in has would loosen",
            })
    void writesNothingThatWouldNotCount(ConfigTarget target, String key, String words, String said) {
        var typed = Arrays.asList(words.split(","));
        assertThatThrownBy(() -> desk().set(target, ConfigDesk.key(key), typed))
                .isInstanceOf(StopException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("trial")
                .hasMessageNotContaining("sesame");
        assertThat(desk().path(target)).doesNotExist();
    }

    /// The words of the reader, for what counts and yet does not do what it seems to.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "maxFileSize         | 0B              | no file can be read or changed",
                "maxFileSize         | 0.0 MB          | no file can be read or changed",
                "projectPaths        | rel/*           | there is no folder",
                "projectPaths        | ~/nowhere/*     | there is no folder",
                "allowedPaths        | ~/nowhere       | there is no folder",
                "toolsPath           | ./tools         | is not there; make it",
                "allowedCommands     | npm test; rm x  | no command can match",
                "allowedCommands     | a && b          | no command can match",
                "allowedCommands     | echo \"a b\"      | no command can match",
                "rules               | {\"deny\": \"run a; b\"}   | no command can match",
                "rules               | {\"allow\": \"run a && b\"} | no command can match",
                "requireConfirmation | list_dir        | there is no tool \"list_dir\" here; did you mean \"list_directory\"?",
                "requireConfirmation | team_deploy     | there is no tool \"team_deploy\" here",
                "model               | ${NOT_SET}      | the variable NOT_SET is not set",
                "apiKey              | ${NOT_SET}      | the variable NOT_SET is not set; set it, or store a key",
                "agentUrl            | ${NOT_SET}      | the variable NOT_SET is not set",
            })
    void writesAndWarnsOfWhatDoesNotDoWhatItSeemsTo(String key, String word, String said) throws IOException {
        var setting = desk().set(ConfigTarget.USER, ConfigDesk.key(key), List.of(word));
        assertThat(setting.warnings()).singleElement().asString().contains(said).doesNotContain("trial");
        assertThat(ConfigListing.of(config.files(), List.of(), Map.of()).complaints())
                .anySatisfy(complaint -> assertThat(complaint).contains(said, "config.json:"));
        assertThat(config.files().inspect(List.of()).getFirst().notices())
                .anySatisfy(notice -> assertThat(notice).contains(said));
        assertThat(config.files().inspect(List.of()).getFirst().mistakes()).isEmpty();
    }

    @Test
    void saysNothingOfWhatDoesWhatItSeemsTo() throws IOException {
        Files.createDirectories(config.home().resolve("code"));
        assertThat(desk().set(ConfigTarget.USER, ConfigKey.ALLOWED_COMMANDS, List.of("git", "make *", "npm test"))
                        .warnings())
                .isEmpty();
        assertThat(desk().set(ConfigTarget.USER, ConfigKey.PROJECT_PATHS, List.of("~/code/*"))
                        .warnings())
                .isEmpty();
        assertThat(desk().set(ConfigTarget.USER, ConfigKey.RULES, List.of("{\"deny\": \"run git push\"}"))
                        .warnings())
                .isEmpty();
        assertThat(desk().set(ConfigTarget.USER, ConfigKey.API_KEY, List.of("[ENCRYPTED]"))
                        .warnings())
                .isEmpty();
        assertThat(desk().set(ConfigTarget.PROJECT, ConfigKey.REQUIRE_CONFIRMATION, List.of("rm", "sudo", "read_file"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void writesNoOtherKeyInPassing() {
        assertThatThrownBy(
                        () -> desk().set(ConfigTarget.USER, ConfigKey.BLOCKED_PATHS, List.of("[], \"network\": true")))
                .hasMessage("\"blockedPaths\" takes one value, and this is more; nothing was written");
    }

    @Test
    void knowsNoOtherKeys() {
        assertThatThrownBy(() -> ConfigDesk.key("them"))
                .hasMessage("There is no key \"them\"; did you mean \"theme\"?");
    }

    @Test
    void writesAProjectsFileForEverybody() throws IOException {
        desk().set(ConfigTarget.PROJECT, ConfigKey.MAX_FILE_SIZE, List.of("1MB"));
        desk().set(ConfigTarget.LOCAL, ConfigKey.AUTO_COMMIT, List.of("false"));
        var file = config.project().resolve(".coder/config.json");
        var other = Files.writeString(config.project().resolve("README"), "");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
        assertThat(Files.getPosixFilePermissions(file.getParent())).contains(PosixFilePermission.OWNER_EXECUTE);
        desk().set(ConfigTarget.USER, ConfigKey.AUTO_COMMIT, List.of("true"));
        assertThat(Files.getPosixFilePermissions(config.files().user()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(config.read().autoCommit()).isFalse();
    }

    @Test
    void writesIntoAProjectsFileNothingThatOnlyTheUserCanWant() {
        for (var target : List.of(ConfigTarget.PROJECT, ConfigTarget.LOCAL)) {
            assertThatThrownBy(() -> desk().set(target, ConfigKey.AUTO_COMMIT, List.of("true")))
                    .hasMessageContaining("only your own settings can");
        }
    }

    @Test
    void followsNoFolderOutOfTheProject() throws IOException {
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(config.project().resolve(".coder"), outside);
        assertThatThrownBy(() -> desk().set(ConfigTarget.PROJECT, ConfigKey.AUTO_COMMIT, List.of("false")))
                .hasMessageContaining("leads out of");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void setsInAFileThatHasOtherMistakes() throws IOException {
        config.user("{\"theme\": \"drak\", \"network\": 1}");
        desk().set(ConfigTarget.USER, ConfigKey.THEME, List.of("dark"));
        desk().unset(ConfigTarget.USER, ConfigKey.NETWORK);
        assertThat(config.read().preferences().theme()).isEqualTo("dark");
    }

    @Test
    void setsInThePrototypesFileWhereThatCounts() throws IOException {
        var alias = config.files().user().resolveSibling(ConfigFiles.ALIAS);
        Files.createDirectories(alias.getParent());
        Files.writeString(alias, "{\"autoCommit\": true}");
        desk().set(ConfigTarget.USER, ConfigKey.THEME, List.of("dark"));
        assertThat(config.files().user()).doesNotExist();
        assertThat(config.read().autoCommit()).isTrue();
        assertThat(config.read().preferences().theme()).isEqualTo("dark");
    }
}
