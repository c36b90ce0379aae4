package dev.coder.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.Stage;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No byte of a secret reaches the agent or its model, and what stands for it works on this machine only.
class FirewallTest {

    private static final String PASSWORD = "kX9" + "vQ2mB7" + "nT4w";
    private static final String TOKEN = "glpat-" + "x3Zk9" + "QwLm2Rt7" + "VbNc5Ys";
    private static final String PASTED = "hT4" + "rP8zLq1" + "Wc6Jd";
    private static final List<String> PLANTED = List.of(PASSWORD, TOKEN, PASTED);

    @TempDir
    private Path temp;

    @Test
    void noPlantedSecretReachesTheAgentOrItsModel() throws IOException {
        var scenario = Scenario.of(
                Step.ask(
                        Wish.read(".env"),
                        Wish.read("deploy.sh"),
                        Wish.run("cat .env deploy.sh; exit 3"),
                        Wish.run("cut -d= -f2 .env >&2; base64 .env; false"),
                        Wish.edit("deploy.sh", "password is\ngit clone with nothing", "x")),
                Step.say("Done."));
        try (var stage = planted(scenario)) {
            var turn = stage.coder(Wire.ANTHROPIC).run("-p", "My password=" + PASTED + " fails. Look.");
            assertThat(turn.exitCode()).as(turn.stderr()).isZero();
            assertThat(turn.stdout() + turn.stderr()).contains("hidden from the agent");
            var encoded = Base64.getEncoder().encodeToString(("DB_PASSWORD=" + PASSWORD).getBytes(ISO_8859_1));
            assertThat(sent(stage))
                    .contains("__SECRET_")
                    .doesNotContain(PLANTED)
                    .doesNotContain(encoded);
            assertKeptNowhere(stage);
        }
    }

    @Test
    void writesTheValueWhereTheModelWroteItsName() throws IOException {
        var scenario = Scenario.of(
                Step.ask(Wish.read("deploy.sh")),
                Step.ask(Wish.write("app.conf", "password: " + name() + "\n")),
                Step.say("Written."));
        try (var stage = planted(scenario)) {
            var turn = stage.coder(Wire.ANTHROPIC).run("-p", "Write it.");
            assertThat(turn.exitCode()).as(turn.stderr()).isZero();
            assertThat(stage.project().lines("app.conf")).containsExactly("password: " + PASSWORD);
            assertThat(sent(stage)).contains(name()).doesNotContain(PASSWORD);
            assertKeptNowhere(stage);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "edits"})
    void usesAValueInACommandOnlyWhenItIsAskedFor(String mode) throws IOException {
        try (var stage = planted(using(name()))) {
            var turn = Coder.in(stage.home(), stage.project().folder())
                    .with(Wire.ANTHROPIC.environment(stage.provider().address()))
                    .withOptions("--model", Wire.ANTHROPIC.modelName(), "--approval-mode", mode, "--trust")
                    .run("-p", "Use it.");
            assertThat(turn.exitCode()).as(turn.stderr()).isEqualTo(5);
            assertThat(stage.project().lines("used")).isEmpty();
            assertThat(turn.stdout() + turn.stderr() + sent(stage)).doesNotContain(PASSWORD);
        }
    }

    @Test
    void hidesWhatACommandPrintsOfAValueThatItUsed() throws IOException {
        try (var stage = planted(using(name()))) {
            var turn = stage.coder(Wire.ANTHROPIC).run("-p", "Use it.");
            assertThat(turn.exitCode()).as(turn.stderr()).isZero();
            assertThat(stage.project().lines("used")).containsExactly(PASSWORD);
            assertThat(sent(stage)).contains("it is").doesNotContain(PASSWORD);
            assertKeptNowhere(stage);
        }
    }

    @Test
    void tellsTheModelWhenItMadeANameUp() throws IOException {
        var invented = "__SECRET_password_" + "0123456789ab__";
        try (var stage = planted(using(invented))) {
            stage.coder(Wire.ANTHROPIC).run("-p", "Use it.");
            assertThat(stage.project().lines("used")).isEmpty();
            assertThat(sent(stage)).contains(invented + " stands for no value");
        }
    }

    private static Scenario using(String name) {
        return Scenario.of(
                Step.ask(Wish.read("deploy.sh")),
                Step.ask(Wish.run("echo " + name + " > used; echo it is; cat used")),
                Step.say("Used."));
    }

    private Stage planted(Scenario scenario) throws IOException {
        var stage = Stage.of(temp, scenario);
        key(stage.home());
        stage.project().write(".env", "DB_PASSWORD=" + PASSWORD + "\n");
        stage.project().write("deploy.sh", "password=" + PASSWORD + "\ngit clone with " + TOKEN + "\n");
        return stage;
    }

    /// What the firewall calls the password, for whoever has this key.
    private String name() throws IOException {
        try (var home = Home.create(temp)) {
            key(home);
            var input = Files.writeString(temp.resolve("input"), "password=" + PASSWORD);
            return Coder.in(home, home.folder())
                    .reading(input)
                    .run("redact")
                    .stdout()
                    .substring("password=".length());
        }
    }

    private static void key(Home home) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(home.state(), owner);
        Files.write(home.state().resolve("firewall.key"), new byte[32]);
    }

    private static String sent(Stage stage) {
        return stage.provider().requests().stream()
                .map(request -> request.body().toString())
                .collect(Collectors.joining("\n"));
    }

    /// Neither the agent's database nor the journal holds a planted value; the book of names is the owner's. What undo
    /// keeps
    /// are the project's files, as they are.
    private static void assertKeptNowhere(Stage stage) throws IOException {
        try (var files = Files.walk(stage.home().folder())) {
            var all = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*/(undo|outputs)/.*")
                            && !file.startsWith(stage.home().folder().resolve("tmp")))
                    .toList();
            assertThat(all).anyMatch(file -> file.toString().endsWith(".db"));
            assertThat(all)
                    .filteredOn(file -> file.endsWith("secrets"))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
            assertThat(all)
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(PLANTED));
        }
    }
}
