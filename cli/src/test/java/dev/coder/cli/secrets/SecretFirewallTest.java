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
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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
        var revealed = firewall(Map.of())
                .reveal(new RawJson("{\"command\":\"login \\u00e9 " + name + "\",\"n\":1}"), Set.of());
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2$d\t%1$s",
                "%2$6d\t%1$s",
                "%2$d: %1$s",
                "%2$d:%1$s",
                "deploy/key.pem:%2$d:%1$s",
                "deploy/my key.pem:%2$d:%1$s",
                "key.pem:%1$s",
                "  %2$2d │ %1$s",
                "service-1  | %1$s",
                "^1a2b3c4d (Ada L. 2026-01-02 10:00:00 +0100 %2$3d) %1$s",
                "> %1$s",
                "+%1$s",
                "7%2$d\t+%1$s"
            })
    void whatIsHiddenIsContentAndNothingOfItsFrame(String frame) throws Exception {
        var body = new Random(7)
                .ints(200, 0, 64)
                .mapToObj(i -> "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".substring(i, i + 1))
                .collect(Collectors.joining())
                .replaceAll("(.{64})", "$1\n");
        var content = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\nlast\n";
        var text = new StringBuilder();
        if (frame.contains("+%")) {
            text.append(frame.contains("\t") ? "700\t" : "").append("@@ -0,0 +1,7 @@\n");
        }
        var number = 10;
        for (var line : content.split("\n")) {
            text.append(frame.formatted(line, number++)).append('\n');
        }
        var firewall = firewall(Map.of());
        var hidden = firewall.hideAll(text.toString());
        assertThat(hidden.hidden()).hasSize(1);
        assertThat(hidden.text()).contains(frame.formatted("last", number - 1)).contains("-----END PRIVATE KEY");
        var name = hidden.hidden().getFirst().name();
        assertThat(firewall.reveal(new RawJson("\"" + name + "\""), Set.of()).values())
                .isEqualTo(Map.of(name, body));
        assertThat(firewall.hide(hidden.text())).isEqualTo(hidden.text());
    }

    @Test
    void aWordInAngleBracketsIsNoElement() {
        for (var text : List.of(
                "625\t * where <token> is\n626\t * \"Bug\" and <separator> is\n",
                " * where <token> is\n * \"Bug\" and <separator> is\n",
                "usage: login <password> " + PASSWORD + "x [<user>]\n",
                "<password> or <" + PASSWORD + ">\n",
                "12\t<secret>\n13\tand more of it " + PASSWORD + "\n14\t<other>\n")) {
            assertThat(firewall(Map.of()).hide(text)).isEqualTo(text);
        }
        assertThat(firewall(Map.of())
                        .hide("<password>" + PASSWORD + "</password>\n<a:token>" + PASSWORD + "2</a:token><secret>\n  "
                                + PASSWORD + "3\n</secret>"))
                .doesNotContain(PASSWORD);
    }

    @Test
    void aValueIsFoundAcrossTheLinesOfAFrame() {
        assertThat(firewall(Map.of()).hide("11\t{\"password\":\n12\t  \"" + PASSWORD + "\"}\n"))
                .matches("11\t\\{\"password\":\n12\t  \"__SECRET_password_\\w{12}__\"}\n");
    }

    @Test
    void whatOnlyAWeakSignTellsIsHiddenAtItsPlaceOnly() {
        var firewall = firewall(Map.of());
        assertThat(firewall.hideAll("# pass \"foxglove\" to stream").text()).isEqualTo("# pass \"foxglove\" to stream");
        assertThat(firewall.hideAll("DB_PASSWORD=foxglovewood\nimport foxglovewood\n")
                        .text())
                .matches("DB_PASSWORD=__SECRET_password_\\w{12}__\nimport foxglovewood\n");
        assertThat(firewall.hideAll("import foxglovewood").text()).isEqualTo("import foxglovewood");
        assertThat(firewall.hideAll("--pass \"" + PASSWORD + "\"\nx " + PASSWORD)
                        .text())
                .doesNotContain(PASSWORD);
    }

    @Test
    void aNumberedValueOfAnEarlierBookIsUnknown() throws Exception {
        var firewall = firewall(Map.of());
        var torn = "is\n627\t * \"Bug\" and ";
        var name = firewall.name(new Finding(0, torn.length(), "secret", false), torn);
        assertThatThrownBy(() -> firewall.reveal(new RawJson("\"" + name + "\""), Set.of()))
                .isInstanceOf(ToolException.class);
    }

    @Test
    void aCommandGetsAValueAsData() throws Exception {
        var value = "Xk9vQ2`touch pwned`zz";
        var firewall = firewall(Map.of("DB_PASSWORD", value));
        var name = firewall.hide("it is " + value).substring("it is ".length());
        var revealed = firewall.reveal(
                new RawJson("{\"command\":\"login " + name + "\",\"input\":\"" + name + "\"}"), Set.of("command"));
        assertThat(revealed.parameters())
                .isEqualTo(new RawJson("{\"command\":\"login '" + value + "'\",\"input\":\"" + value + "\"}"));
        assertThat(revealed.conceal("$ login '" + value + "' " + value)).isEqualTo("$ login " + name + " " + name);
        assertThat(revealed.concealPlain("login '" + value + "'")).isEqualTo("login '" + value + "'");
        var lines = new Revealed(RawJson.EMPTY_OBJECT, Map.of(name, "first\nsecond"), Map.of());
        assertThat(lines.concealInLine("$ x first ⏎ second")).isEqualTo("$ x " + name + " ⏎ " + name);
    }

    @Test
    void putsNothingBackForANameThatItNeverGave() {
        var name = "__SECRET_password_" + "0123456789ab__";
        assertThatThrownBy(() -> firewall(Map.of()).reveal(new RawJson("{\"a\":\"" + name + "\"}"), Set.of()))
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
                        .reveal(new RawJson("\"" + name + "\""), Set.of())
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
