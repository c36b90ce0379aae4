package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredOutputsTest {

    @TempDir
    Path sessions;

    @Test
    void areForgottenAfterAWeek() throws Exception {
        Files.createDirectories(sessions.resolve("ses_without"));
        var fresh = output("ses_1", "o2", Duration.ofDays(6));
        var old = output("ses_1", "o1", Duration.ofDays(8));
        var olderSession = output("ses_0", "p1", Duration.ofDays(80));

        new StoredOutputs(sessions).forgetOld();

        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
        assertThat(olderSession).doesNotExist();
        new StoredOutputs(sessions.resolve("none")).forgetOld();
    }

    private Path output(String session, String handle, Duration age) throws Exception {
        var folder = Files.createDirectories(sessions.resolve(session).resolve("tools/outputs"));
        var file = Files.writeString(folder.resolve(handle), "x");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
}
