package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 64 MiB of output, 1 GiB in the long form, of a process with the options of the real one.
@Timeout(900)
class HugeOutputTest {

    private static final long BYTES = Integer.getInteger("coder.runs", 3) < 100 ? 64L << 20 : 1L << 30;
    private static final long MOST_KIB = 64 << 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"yes 'a line of text, and ä'", "cat /dev/urandom", "tr '\\0' x < /dev/zero"})
    void takesLittleMemoryAndIsCountedExactly(String command) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells the memory of a process");
        var answer = measured(command + " | head -c " + BYTES);
        var grown = Long.parseLong(answer.substring(answer.lastIndexOf(' ') + 1).strip());
        assertThat(grown).isLessThan(MOST_KIB);
        assertThat(answer).contains(" " + BYTES + " bytes").hasSizeLessThan(3000);
        assertThat(folder.resolve("session/outputs/o2")).hasSize(BYTES);
        Files.delete(folder.resolve("session/outputs/o2"));
    }

    private String measured(String command) throws IOException {
        var coder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeasuredCoder.class.getName(),
                        folder.toString(),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(coder.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
