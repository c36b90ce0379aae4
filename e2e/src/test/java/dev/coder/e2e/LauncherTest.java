package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Checkout;
import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.CoderProcess;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.LocalAgents;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher where a part of the environment is missing that an interactive shell has: in services, in containers,
/// in
/// cron.
class LauncherTest {

    private static final String REMOVED = "This folder was removed while you were in it. Change to one that exists: cd";

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unset LANG                          | none none",
                "export LANG=C                       | none C",
                "export LC_ALL=POSIX                 | POSIX C.UTF-8",
                "export LC_CTYPE=C                   | none C.UTF-8",
                "export LANG=xx_XX.UTF-8             | none xx_XX.UTF-8",
                "export LC_ALL= LANG=de_DE.ISO8859-1 | none de_DE.ISO8859-1",
                "export LC_ALL=C.UTF-8               | C.UTF-8 C.UTF-8",
            })
    void wordsAndFileNamesAreUtf8InAnyLocaleAndCommandsKeepTheUsers(String setting, String seen) throws IOException {
        var show = "echo \"${LC_ALL:-none} ${LANG:-none} é\"; ls";
        var wishes = Step.ask(Wish.run(show), Wish.read("日本語.txt"), Wish.write("schöne.txt", "ö\n"));
        try (var stage = Stage.of(temp, Scenario.of(wishes, Step.say("Grüße.")))) {
            var folder = Files.createDirectory(stage.project().file("prøjekt"));
            Files.writeString(folder.resolve("日本語.txt"), "needle\n");
            var outcome = launch(stage.coder(Wire.ANTHROPIC).at(folder), setting, "-p", "grüße");

            assertThat(outcome).isEqualTo(new CoderProcess.Outcome(0, "Grüße.\n", outcome.stderr()));
            assertThat(folder.resolve("schöne.txt")).hasContent("ö");
            var transcript =
                    LocalAgents.api(stage.localAgents().only()).transcript().toString();
            assertThat(transcript).contains("text=grüße", seen + " é\n日本語.txt\n", "needle");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unset HOME CODER_JAVA_HOME", "unset CODER_JAVA_HOME; export HOME="})
    void startsWithoutAHome(String setting) {
        try (var home = Home.create(temp)) {
            var config = home.folder().resolve("config").toString();
            var path = Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin";
            var coder = Coder.in(home, temp).with(Map.of("CODER_CONFIG_DIR", config, "PATH", path));
            var version = launch(coder, setting, "--version");
            assertThat(version.stdout() + version.stderr()).startsWith("coder ");
            assertThat(launch(coder, setting, "serve", "--help").exitCode()).isZero();
            var doctor = launch(coder, setting, "doctor");
            assertThat(doctor.stdout() + doctor.stderr()).contains("java").doesNotContain("parameter", "Exception");
        }
    }

    @Test
    void saysThatItsFolderWasRemoved() {
        try (var home = Home.create(temp)) {
            var outcome = launch(Coder.in(home, temp), "mkdir gone && cd gone && rmdir ../gone", "--version");
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.stderr().lines().toList().getLast()).isEqualTo(REMOVED);
        }
    }

    /// @param setting what a shell does before
    private static CoderProcess.Outcome launch(Coder coder, String setting, String... arguments) {
        var line = Stream.concat(
                        Stream.of(Checkout.launcher().toString()),
                        Stream.concat(coder.options().stream(), Stream.of(arguments)))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        return coder.runScript(setting + "\nexec " + line);
    }
}
