package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.plugins.PluginJarFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A plugin of a user in the real CLI: a jar that was compiled a moment ago.
@Timeout(120)
class PluginProcessTest {

    @TempDir
    private Path folder;

    @Test
    void itsToolRunsUnderThePolicyAndABrokenOneIsNamed() throws Exception {
        var tools = Files.createDirectory(folder.resolve("tools"));
        var config = Files.createDirectory(folder.resolve("config"));
        Files.createDirectory(folder.resolve("project"));
        PluginJarFile.write(tools.resolve("team.jar"), "greet");
        Files.writeString(tools.resolve("broken.jar"), "no zip");
        Files.writeString(config.resolve("config.json"), "{\"toolsPath\": [\"" + tools + "\"]}");

        assertThat(coder("tool", "list")).contains("greet", "Greets.");
        assertThat(coder("tool", "run", "greet", "{}"))
                .contains("Greetings from project")
                .contains("broken.jar is broken and not used");
    }

    private String coder(String... arguments) throws Exception {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        line.add(CliMain.class.getName());
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line)
                .directory(folder.resolve("project").toFile())
                .redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("CODER_STATE_DIR", folder.resolve("state").toString());
        builder.environment().put("CODER_CONFIG_DIR", folder.resolve("config").toString());
        var process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
