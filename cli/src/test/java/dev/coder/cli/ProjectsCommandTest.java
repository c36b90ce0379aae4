package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectsCommandTest {

    private static final int USAGE = 2;

    @TempDir
    private Path temp;

    private Path home;
    private Path shop;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void create() throws IOException {
        home = Files.createDirectory(temp.toRealPath().resolve("home"));
        shop = Files.createDirectories(home.resolve("code/shop"));
        Files.writeString(shop.resolve("Cargo.toml"), "[dependencies]\naxum = \"1\"\n");
    }

    @Test
    void listsWhatWasAddedAndWhatThePatternsFind() throws IOException {
        var far = Files.createDirectories(home.resolve("elsewhere/api"));
        Files.writeString(far.resolve("go.mod"), "");
        assertThat(run("projects", "add", far.toString(), "--name", "backend")).isZero();
        assertThat(run("trust", far.toString())).isZero();
        assertThat(list())
                .satisfiesExactly(
                        line -> assertThat(line).contains("backend", "Go", "trusted", far.toString()),
                        line -> assertThat(line).contains("shop", "Rust (Cargo)", shop.toString()));
        assertThat(run("projects", "list", "--json")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .allSatisfy(line -> assertThat(ProtocolJson.readObject(line))
                        .containsKeys("name", "path", "type", "trusted", "added"));
        assertThat(run("projects", "rm", "backend")).isZero();
        assertThat(list()).singleElement().asString().contains("shop");
        assertThat(far).exists();
    }

    @Test
    void refusesWhatCannotBeToldApart() throws IOException {
        var other = Files.createDirectories(home.resolve("other/shop"));
        var third = Files.createDirectories(home.resolve("third/shop"));
        assertThat(run("projects", "add", other.toString())).isZero();
        assertThat(run("projects", "add", third.toString())).isEqualTo(USAGE);
        assertThat(said()).contains("named shop already", "--name");
        assertThat(run("analyze", "shop")).isEqualTo(USAGE);
        assertThat(said()).contains("2 known projects are named shop", other.toString(), shop.toString());
        assertThat(run("analyze", "nobody")).isEqualTo(USAGE);
        assertThat(said()).contains("neither a folder here nor a known project");
        assertThat(run("projects", "rm", "nobody")).isEqualTo(USAGE);
        assertThat(said()).contains("was not added", "config edit");
        assertThat(run("projects", "add", home.resolve("none").toString())).isEqualTo(USAGE);
    }

    @Test
    void takesEqualFoldersOnceAndRefusesNestedOnes() throws IOException {
        var inner = Files.createDirectory(shop.resolve("inner"));
        var link = Files.createSymbolicLink(home.resolve("link"), shop);
        assertThat(run("analyze", shop.toString(), link.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(shop.toString()::equals))
                .hasSize(1);
        assertThat(run("analyze", shop.toString(), inner.toString())).isEqualTo(USAGE);
        assertThat(said()).contains("lies within the project " + shop);
    }

    @Test
    void saysWhatAProjectIs() throws IOException {
        assertThat(run("analyze", "shop")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Rust (Cargo) (axum)", "test:    cargo test");
        Files.writeString(shop.resolve("package.json"), "{\"scripts\":{\"test\":\"x\"}}");
        assertThat(run("analyze", "--json", "shop")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"npm run test\"", "\"cargo test\"");
    }

    @Test
    void believesTheConfiguredType() throws IOException {
        Files.writeString(shop.resolve("package.json"), "{}");
        var config = Files.createDirectories(home.resolve(".config/coder")).resolve("config.json");
        Files.writeString(config, "{\"projectType\": \"rust\"}");
        assertThat(run("analyze", "shop")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Rust (Cargo)")
                .doesNotContain("JavaScript");
        Files.writeString(config, "{\"projectType\": \"cobol\"}");
        assertThat(run("analyze", "shop")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("  cobol").doesNotContain("Rust");
    }

    private List<String> list() {
        assertThat(run("projects", "list")).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var environment = Map.of(
                "HOME",
                home.toString(),
                "CODER_STATE_DIR",
                home.resolve("state").toString());
        var streams = new Streams(new PrintStream(out, true), new PrintStream(err, true), false, false, false, false);
        return CliMain.run(arguments, environment, streams);
    }
}
