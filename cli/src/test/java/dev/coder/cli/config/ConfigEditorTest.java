package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One value changes; everything else in the file stays, byte for byte.
class ConfigEditorTest {

    @TempDir
    private Path folder;

    record Change(String before, String afterSet, String afterRemove) {}

    /// `theme` is set to "dark", and removed.
    static List<Change> changes() {
        return List.of(
                new Change("", "{\n  \"theme\": \"dark\"\n}\n", ""),
                new Change("// mine\n", "// mine\n{\n  \"theme\": \"dark\"\n}\n", "// mine\n"),
                new Change("{}", "{\n  \"theme\": \"dark\"\n}", "{}"),
                new Change("{\n}\n", "{\n  \"theme\": \"dark\"\n}\n", "{\n}\n"),
                new Change("{ // c\n}\n", "{\n  \"theme\": \"dark\"\n // c\n}\n", "{ // c\n}\n"),
                new Change("{\"a\": 1}", "{\"a\": 1, \"theme\": \"dark\"}", "{\"a\": 1}"),
                new Change("{\"a\": 1,}", "{\"a\": 1, \"theme\": \"dark\"}", "{\"a\": 1,}"),
                new Change("{\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"theme\": \"dark\"\n}\n", "{\n  \"a\": 1\n}\n"),
                new Change(
                        "{\n\t\"a\": [1], // one\n}\n",
                        "{\n\t\"a\": [1], // one\n\t\"theme\": \"dark\",\n}\n",
                        "{\n\t\"a\": [1], // one\n}\n"),
                new Change(
                        "{\r\n  \"a\": 1 // one, two\r\n  /* } */\r\n}\r\n",
                        "{\r\n  \"a\": 1, // one, two\r\n  /* } */\r\n  \"theme\": \"dark\"\r\n}\r\n",
                        "{\r\n  \"a\": 1 // one, two\r\n  /* } */\r\n}\r\n"),
                new Change(
                        "{\n  \"theme\": \"light\", // bright\n  \"b\": \"}\"\n}\n",
                        "{\n  \"theme\": \"dark\", // bright\n  \"b\": \"}\"\n}\n",
                        "{\n  \"b\": \"}\"\n}\n"),
                new Change(
                        "{\n  \"a\": {\"theme\": 1}, // one\n  \"theme\": [\n    1\n  ]\n}",
                        "{\n  \"a\": {\"theme\": 1}, // one\n  \"theme\": \"dark\"\n}",
                        "{\n  \"a\": {\"theme\": 1} // one\n}"),
                new Change(
                        "{\"theme\": 1, \"b\": \"\\\"caf\u00e9 \ud83d\ude00\"}",
                        "{\"theme\": \"dark\", \"b\": \"\\\"caf\u00e9 \ud83d\ude00\"}",
                        "{\"b\": \"\\\"caf\u00e9 \ud83d\ude00\"}"),
                new Change(
                        "{\"b\": \"\ud83d\ude00\", \"theme\": 1}",
                        "{\"b\": \"\ud83d\ude00\", \"theme\": \"dark\"}",
                        "{\"b\": \"\ud83d\ude00\" }"),
                new Change("{\"theme\": 1}", "{\"theme\": \"dark\"}", "{}"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changesOneValueOnly(Change change) throws IOException {
        var file = Files.writeString(folder.resolve("config.json"), change.before());
        ConfigEditor.set(file, "theme", "\"dark\"");
        assertThat(Files.readString(file)).isEqualTo(change.afterSet());
        Files.writeString(file, change.before());
        ConfigEditor.remove(file, "theme");
        assertThat(Files.readString(file)).isEqualTo(change.afterRemove());
    }

    @Test
    void keepsWhatOthersSayWhateverIsSetAndRemoved() throws IOException {
        var file = folder.resolve("config.json");
        var random = new Random(4);
        var kept = new TreeMap<String, String>();
        for (var step = 0; step < 300; step++) {
            var key = "k" + random.nextInt(6);
            if (random.nextInt(3) == 0) {
                ConfigEditor.remove(file, key);
                kept.remove(key);
            } else {
                var value =
                        List.of("1", "\"a // b, }\"", "[1, {\"x\": []}]", "{ }").get(random.nextInt(4));
                ConfigEditor.set(file, key, value);
                kept.put(key, value);
            }
            if (Files.exists(file)) {
                decorate(file, random);
            }
            assertThat(values(file)).isEqualTo(kept);
        }
    }

    /// As people do.
    private static void decorate(Path file, Random random) throws IOException {
        var text = Files.readString(file);
        Files.writeString(
                file,
                switch (random.nextInt(8)) {
                    case 0 -> text.replaceFirst("\n", " // it, { has\n");
                    case 1 -> text.replaceFirst("\n", "\n  /* a, } */ ");
                    case 2 -> text.replaceFirst(",\n", ", // end ]\n");
                    case 3 -> "// top\n" + text;
                    default -> text;
                });
    }

    private static Map<String, String> values(Path file) throws IOException {
        var values = new TreeMap<String, String>();
        if (Files.exists(file)) {
            var text = Files.readString(file);
            var config = new ConfigFile(ConfigFile.Layer.USER, file, "f", file.getRoot(), false);
            for (var place : ConfigText.of(config, Files.readAllBytes(file)).places()) {
                values.put(
                        place.name(), text.substring(place.start(), place.end()).replaceFirst("\"\\w+\": ", ""));
            }
        }
        return values;
    }

    @Test
    void writesPrivatelyAndThroughLinks() throws IOException {
        var real = Files.writeString(folder.resolve("real.json"), "{}");
        var link = Files.createSymbolicLink(folder.resolve("config.json"), real);
        ConfigEditor.set(link, "network", "true");
        assertThat(link).isSymbolicLink();
        assertThat(real).content().contains("\"network\": true");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-------");
    }

    @Test
    void makesTheFileAndItsFolder() throws IOException {
        var file = folder.resolve("a/b/config.json");
        ConfigEditor.remove(file, "network");
        assertThat(file).doesNotExist();
        ConfigEditor.set(file, "network", "true");
        assertThat(file).hasContent("{\n  \"network\": true\n}\n");
    }

    @Test
    void leavesAFileAloneThatIsNoJson() throws IOException {
        for (var text : Arrays.asList("{", "{\"a\" 1}", "[]x")) {
            var file = Files.writeString(folder.resolve("config.json"), text);
            assertThatThrownBy(() -> ConfigEditor.set(file, "a", "1")).isInstanceOf(StopException.class);
            assertThat(file).hasContent(text);
        }
    }
}
