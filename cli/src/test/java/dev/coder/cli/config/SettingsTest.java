package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.policy.AllowedCommand;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandLimit;
import dev.coder.policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String USER = "~/.config/coder/config.json";

    @TempDir
    private Path folder;

    private TestConfig config;

    @BeforeEach
    void makeFolders() throws IOException {
        config = new TestConfig(folder);
    }

    @Test
    void needsNoFile() {
        assertThat(config.read()).isEqualTo(Settings.NONE);
        assertThat(config.read().modes().mode(null)).isEqualTo(ApprovalMode.ASK);
    }

    @Test
    void readsAllKeys() throws IOException {
        Files.createDirectories(config.home().resolve("notes"));
        Files.createDirectories(config.home().resolve("tools"));
        var settings = config.user("""
                        // what I like
                        {
                          "allowedPaths": ["~/notes"],
                          "blockedPaths": ["secrets", "~/private/**"], /* nobody's business */
                          "maxFileSize": "1.5MB",
                          "allowedCommands": ["npm test", "make *"],
                          "requireConfirmation": ["delete", "run_command"],
                          "toolPolicy": "standard",
                          "network": true,
                          "autoCommit": true,
                          "agentUrl": "https://coder.example.com", "apiKey": "k", "sessionTimeout": 3600,
                          "toolsPath": "~/tools", "projectType": "java", "projectPaths": ["a", "b"],
                          "rules": [
                            {"deny": "run git push", "reason": "CI pushes",
                             "match": ["git push", "git -C x push --force"], "notMatch": ["git pull"]},
                            {"allow": "write docs/**", "match": ["docs/a/b.md"], "notMatch": ["README.md"]},
                            {"ask": "fetch *.example.com", "match": ["https://a.example.com/x"], "notMatch": ["example.com"]},
                          ],
                        }
                        """).read();
        assertThat(settings.modes().mode(null)).isEqualTo(ApprovalMode.EDITS);
        assertThat(settings.allowedPaths()).containsExactly(config.home().resolve("notes"));
        assertThat(settings.size().bytes()).isEqualTo(3 << 19);
        assertThat(settings.confirmed()).containsExactly(new Settings.ConfirmedTool("run_command", USER + ":7"));
        assertThat(settings.network()).isTrue();
        assertThat(settings.autoCommit()).isTrue();
        assertThat(settings.notices()).isEmpty();
        assertThat(settings.rules())
                .extracting(Rule::text)
                .containsExactly(
                        "deny secrets",
                        "deny ~/private/**",
                        "allow run npm test",
                        "allow run make *",
                        "ask delete",
                        "ask run run_command",
                        "deny run git push",
                        "allow write docs/**",
                        "ask fetch *.example.com");
        assertThat(settings.rules().get(6).reason()).isEqualTo("CI pushes");
        assertThat(settings.rules().get(6).origin()).isEqualTo(USER + ":14");
    }

    @Test
    void takesAnEmptyFileForNothing() throws IOException {
        assertThat(config.user("").project("// nothing yet\n").read()).isEqualTo(Settings.NONE);
    }

    @Test
    void followsNoLinkOutOfTheProject() throws IOException {
        var outside = Files.writeString(folder.resolve("outside.json"), "{\"apiKey\": \"k\"}");
        Files.createDirectories(config.project().resolve(".coder"));
        Files.createSymbolicLink(config.project().resolve(".coder/config.json"), outside);
        assertThatThrownBy(() -> config.read()).hasMessageContaining("leads out of");
    }

    @Test
    void letsAProjectOnlyTighten() throws IOException {
        config.user("{\"toolPolicy\": \"standard\", \"maxFileSize\": \"1MB\", \"network\": false}");
        var settings = config.project("""
                        {
                          "allowedPaths": ["/"],
                          "allowedCommands": ["rm *"],
                          "toolPolicy": "permissive",
                          "maxFileSize": "2MB",
                          "network": true,
                          "rules": [{"allow": "run curl *"}, {"deny": "run make deploy"}],
                          "blockedPaths": ["gen"]
                        }
                        """).read();
        assertThat(settings.allowedPaths()).isEmpty();
        assertThat(settings.network()).isFalse();
        assertThat(settings.size().bytes()).isEqualTo(1 << 20);
        assertThat(settings.modes().mode(null)).isEqualTo(ApprovalMode.EDITS);
        assertThat(settings.rules()).extracting(Rule::text).containsExactly("deny run make deploy", "deny gen");
        assertThat(settings.limits())
                .extracting(CommandLimit::commands)
                .containsExactly(List.of(AllowedCommand.of("rm *")));
        var file = config.project().resolve(".coder/config.json").toString();
        assertThat(settings.notices())
                .hasSize(4)
                .allSatisfy(notice -> assertThat(notice).contains("would loosen", "ignored"))
                .satisfiesExactly(
                        notice -> assertThat(notice).startsWith(file + ":2:").contains("allowedPaths"),
                        notice -> assertThat(notice).startsWith(file + ":5:").contains("maxFileSize"),
                        notice -> assertThat(notice).startsWith(file + ":6:").contains("network"),
                        notice -> assertThat(notice).startsWith(file + ":7:").contains("allow run curl *"));
        assertThat(settings.modes().notices(null))
                .singleElement()
                .asString()
                .startsWith(file + ":4:")
                .contains("only sets the widest approval mode, auto here");
    }

    @ParameterizedTest
    @CsvSource({
        // command line, user's, project's, local, managed → mode
        ",        ,           ,           ,           ,           ASK",
        ",        permissive, ,           ,           ,           AUTO",
        ",        strict,     permissive, ,           ,           ASK",
        ",        permissive, standard,   ,           ,           EDITS",
        ",        permissive, standard,   strict,     ,           ASK",
        ",        permissive, standard,   permissive, ,           EDITS",
        ",        permissive, ,           ,           strict,     ASK",
        "AUTO,    strict,     ,           ,           ,           AUTO",
        "AUTO,    ,           standard,   ,           ,           EDITS",
        "BYPASS,  permissive, ,           ,           ,           BYPASS",
        "BYPASS,  ,           ,           ,           permissive, AUTO",
        "BYPASS,  ,           ,           strict,     ,           ASK",
        "PLAN,    permissive, permissive, permissive, permissive, PLAN",
    })
    void choosesTheModeThatAllLayersLeave(
            ApprovalMode given, String user, String project, String local, String managed, ApprovalMode mode)
            throws IOException {
        config.user(policy(user)).project(policy(project)).local(policy(local)).managed(policy(managed));
        assertThat(config.read().modes().mode(given)).isEqualTo(mode);
    }

    private static String policy(String policy) {
        return policy == null ? "{}" : "{\"toolPolicy\": \"" + policy + "\"}";
    }

    @Test
    void putsAllLayersTogether() throws IOException {
        var settings = config.user("{\"network\": true, \"blockedPaths\": [\"a\"], \"maxFileSize\": \"3MB\","
                        + " \"autoCommit\": true}")
                .project("{\"blockedPaths\": [\"b\"], \"maxFileSize\": \"2MB\", \"autoCommit\": false}")
                .local("{\"requireConfirmation\": true, \"blockedPaths\": [\"c\"]}")
                .managed("{\"network\": false, \"blockedPaths\": [\"d\"], \"maxFileSize\": \"1KB\"}")
                .read();
        assertThat(settings.network()).isFalse();
        assertThat(settings.autoCommit()).isFalse();
        assertThat(settings.size().bytes()).isEqualTo(1024);
        assertThat(settings.rules())
                .extracting(Rule::text)
                .containsExactly("deny a", "deny b", "ask write, delete, run, fetch, use", "deny c", "deny d");
        assertThat(settings.notices()).isEmpty();
        assertThat(settings.stated()).hasSize(10);
    }

    /// It runs git over what the model wrote, and is the user's to want.
    @Test
    void aProjectCannotSwitchCommitsOn() throws IOException {
        var settings = config.project("{\"autoCommit\": true}")
                .local("{\"autoCommit\": true}")
                .read();
        assertThat(settings.autoCommit()).isFalse();
        assertThat(settings.notices())
                .hasSize(2)
                .allMatch(notice -> notice.contains("\"autoCommit\": true would loosen"));
    }

    @Test
    void readsNothingInAFolderThatIsNotTrusted() throws IOException {
        config.project("this is no JSON").user("{\"autoCommit\": true}");
        assertThat(Settings.read(config.files(), List.of(config.project()), List.of())
                        .autoCommit())
                .isTrue();
    }

    @Test
    void tellsOfAWidestModeThatIsTheUsualOne() throws IOException {
        config.project("{\"toolPolicy\": \"strict\"}");
        assertThat(config.read().stated().stream().map(Settings.Stated::text)).containsExactly("toolPolicy strict");
    }

    @Test
    void obeysNoManagedFileThatOthersCanChange() throws IOException {
        config.managed("{\"toolPolicy\": \"strict\"}");
        var file = config.files().managed();
        assertThat(config.read().modes().mode(ApprovalMode.BYPASS)).isEqualTo(ApprovalMode.ASK);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThatThrownBy(() -> config.read()).hasMessageContaining("others than root can change " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> config.read()).hasMessageContaining("others than root can change " + file.getParent());
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        var files = config.files();
        var ofSomebodyElse = new ConfigFiles(files.user(), files.home(), file, files.owner() + 1, files.variables());
        assertThatThrownBy(() -> Settings.read(ofSomebodyElse, List.of(config.project()), List.of()))
                .hasMessageContaining("others than root");
    }
}
