package dev.coder.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.secrets.SecretFirewall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BugLogTest {

    private static final String KEY = "agk-" + "pL4nt3d" + "Zx81qQ";

    @TempDir
    private Path folder;

    @Test
    void aBugIsWrittenDownWithoutTheKeyThatItQuotes() throws Exception {
        var firewall = SecretFirewall.hiding(folder.resolve("state"), Map.of("CODER_API_KEY", KEY), folder);
        var log = new BugLog(folder.resolve("state/coder.log"), firewall::hide);
        log.write(new IllegalStateException("no header: " + KEY, new IllegalArgumentException("Bearer " + KEY)));
        assertThat(log.file())
                .content()
                .contains("no header: ", "Bearer ", "BugLogTest")
                .doesNotContain(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.file())))
                .isEqualTo("rw-------");
    }
}
