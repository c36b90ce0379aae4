package dev.coder.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.ToolException;
import dev.coder.protocol.RawJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFirewallTest {

    private static final String VALUE = "Zq7" + "Wm2Lk9" + "\"Tr/4 é";
    private static final String PASSWORD = "kX9" + "vQ2mB7" + "nT4w";

    @TempDir
    private Path folder;

    @Test
    void hidesTheUsersOwnValuesHoweverTheyAreWritten() {
        var firewall = firewall(Map.of("ACME_TOKEN", VALUE));
        var bytes = VALUE.getBytes(StandardCharsets.UTF_8);
        var forms = List.of(
                VALUE,
                Base64.getEncoder().encodeToString(bytes).replace("=", ""),
                URLEncoder.encode(VALUE, StandardCharsets.UTF_8),
                VALUE.replace("\"", "\\\""),
                HexFormat.of().formatHex(bytes));
        assertThat(forms)
                .allSatisfy(form -> assertThat(firewall.hide("so " + form + " it is"))
                        .doesNotContain(form)
                        .startsWith("so __SECRET_acme_token_")
                        .endsWith("__ it is"));
    }

    @Test
    void knowsTheValuesOfTheProjectsEnvironmentFilesAndOfLoginFiles() throws IOException {
        Files.writeString(folder.resolve(".env"), "DB_PASSWORD=" + PASSWORD + "\n");
        Files.writeString(folder.resolve(".netrc"), "machine a login b password " + PASSWORD + "2\n");
        assertThat(firewall(Map.of()).hide("the words " + PASSWORD + " and " + PASSWORD + "2"))
                .matches("the words __SECRET_password_\\w{12}__ and __SECRET_password_\\w{12}__");
    }

    @Test
    void hidesWhatACutHasLeftOfTheUsersOwnValues() {
        var value = PASSWORD + "Jd8" + "Rw1Yc5Ge";
        var firewall = firewall(Map.of("ACME_TOKEN", value));
        assertThat(firewall.hide("it is " + value.substring(0, 14))).startsWith("it is __SECRET_acme_token_");
        assertThat(firewall.hide("a " + value.substring(0, 14) + "\n[9 left out]\n" + value.substring(9)))
                .matches("a __SECRET_acme_token_\\w{12}__\n\\[9 left out]\n__SECRET_acme_token_\\w{12}__");
        assertThat(firewall.hide(value.substring(0, 11))).isEqualTo(value.substring(0, 11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Secret\n",
                "\"kind\":\"Secret\"\"data\": {",
                "://a:",
                "password=",
                "secret: - ",
                "-----BEGIN PRIVATE KEY-----",
                "-----END PRIVATE KEY-----",
                "eyJ",
                "Cookie: sess",
                "a"
            })
    @Timeout(20)
    void isNotHeldUpByATextThatWasMadeForThat(String piece) {
        var text = piece.repeat(256 * 1024 / piece.length());
        assertThat(firewall(Map.of()).hide(text)).isNotEmpty();
    }

    @Test
    void callsAValueByTheSameNameInALaterRun() throws Exception {
        var first = firewall(Map.of()).hide("password=" + PASSWORD);
        var name = first.substring("password=".length());
        var later = firewall(Map.of());
        assertThat(later.hide("token: " + PASSWORD)).isEqualTo("token: " + name);
        var revealed = firewall(Map.of()).reveal(new RawJson("{\"command\":\"login \\u00e9 " + name + "\",\"n\":1}"));
        assertThat(revealed.parameters()).isEqualTo(new RawJson("{\"command\":\"login é " + PASSWORD + "\",\"n\":1}"));
        assertThat(revealed.values()).isEqualTo(Map.of(name, PASSWORD));
    }

    @Test
    void hidesAValueInTheWholeTextWhenOnePlaceGivesItAway() {
        assertThat(firewall(Map.of()).hide("it prints " + PASSWORD + "\npassword=" + PASSWORD + "\n"))
                .matches("it prints (__SECRET_password_\\w{12}__)\npassword=\\1\n");
    }

    @Test
    void takesNoWholeLineOfAnEnvironmentFileForAValue() throws IOException {
        Files.writeString(folder.resolve(".env"), "NODE_ENV=production\n");
        assertThat(firewall(Map.of()).hide("NODE_ENV=production")).isEqualTo("NODE_ENV=production");
    }

    @Test
    void hidesAValueWhereverItStandsOnceItWasSeen() {
        var firewall = firewall(Map.of());
        assertThat(firewall.hideAll("it prints " + PASSWORD).hidden()).isEmpty();
        firewall.hideAll("password=" + PASSWORD);
        assertThat(firewall.hideAll("it prints " + PASSWORD).text()).doesNotContain(PASSWORD);
    }

    @Test
    void tellsTheUserWhatAndWhereButNotTheValue() {
        var hiding = firewall(Map.of()).hideAll("# settings\n\nDB_PASSWORD=" + PASSWORD + "\n");
        assertThat(Hiding.sentence("read .env", hiding.hidden()))
                .isEqualTo("hidden from the agent: 1 value (password in read .env:3)");
    }

    @Test
    void putsNothingBackForANameThatItNeverGave() {
        var name = "__SECRET_password_" + "0123456789ab__";
        assertThatThrownBy(() -> firewall(Map.of()).reveal(new RawJson("{\"a\":\"" + name + "\"}")))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(name);
    }

    @Test
    void keepsTheValuesUnreadableAndForTheOwnerOnly() throws IOException {
        firewall(Map.of()).hide("password=" + PASSWORD);
        try (var files = Files.walk(folder.resolve("state"))) {
            assertThat(files.filter(Files::isRegularFile).toList()).hasSize(2).allSatisfy(file -> {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
    }

    @Test
    void passesOverALineOfItsBookThatACrashHasTorn() throws Exception {
        var name = firewall(Map.of()).hide("password=" + PASSWORD).substring("password=".length());
        var book = folder.resolve("state/workspace/secrets");
        Files.writeString(book, "torn\n" + Files.readString(book) + "dG9y");
        assertThat(firewall(Map.of())
                        .reveal(new RawJson("\"" + name + "\""))
                        .parameters()
                        .text())
                .contains(PASSWORD);
    }

    @Test
    void aKeyThatCoderUsesIsHiddenHoweverItIsMade() {
        var environment = Map.of("ANTHROPIC_API_KEY", "a-key-of-words", "OPENAI_API_KEY", "not-needed");
        assertThat(firewall(environment).hide("not-needed here: a-key-of-words"))
                .startsWith("not-needed here: __SECRET_")
                .doesNotContain("a-key-of-words");
    }

    private SecretFirewall firewall(Map<String, String> environment) {
        var state = folder.resolve("state");
        return SecretFirewall.of(state, state.resolve("workspace"), environment, folder, List.of(folder));
    }
}
