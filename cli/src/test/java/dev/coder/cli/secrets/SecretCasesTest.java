package dev.coder.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.secrets.SecretCases.Case;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCasesTest {

    @TempDir
    private Path folder;

    private SecretFirewall firewall;

    @BeforeEach
    void start() {
        firewall = SecretFirewall.hiding(folder, Map.of(), folder);
    }

    @Test
    void letsNoSecretOut() {
        assertThat(SecretCases.all().stream().filter(one -> !one.secrets().isEmpty()))
                .allSatisfy(one -> assertThat(firewall.hide(one.text()))
                        .as(one.id())
                        .doesNotContain(one.secrets().toArray(new String[0])));
    }

    @Test
    void leavesWhatOnlyLooksLikeASecret() {
        assertThat(SecretCases.all().stream().filter(one -> one.secrets().isEmpty()))
                .hasSizeGreaterThan(120)
                .allSatisfy(one -> assertThat(firewall.hide(one.text())).isEqualTo(one.text()));
    }

    @Test
    void keepsWhatStandsAroundASecret() {
        var outside = 0;
        var kept = 0;
        for (var one : SecretCases.all()) {
            if (!one.secrets().isEmpty() && !one.text().contains("PRIVATE KEY")) {
                outside += one.text().length()
                        - one.secrets().stream().mapToInt(String::length).sum();
                kept += firewall.hide(one.text())
                        .replaceAll("__SECRET_\\w+?_[0-9a-v]{12}__", "")
                        .length();
            }
        }
        assertThat((double) kept / outside).isGreaterThan(0.97);
    }

    @Test
    void changesNothingTheSecondTime() {
        assertThat(SecretCases.all()).allSatisfy(one -> {
            var hidden = firewall.hide(one.text());
            assertThat(firewall.hide(hidden)).isEqualTo(hidden);
        });
    }

    @Test
    void saysTheSameHoweverTheTextIsCut() {
        var random = new Random(20261122);
        assertThat(SecretCases.all())
                .allSatisfy(one -> assertThat(redacted(one, random)).isEqualTo(firewall.hide(one.text())));
    }

    private String redacted(Case one, Random random) throws IOException {
        var out = new ByteArrayOutputStream();
        Redaction.ofText(firewall, inPieces(one.text().getBytes(StandardCharsets.UTF_8), random), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static InputStream inPieces(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };
    }
}
