package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The published schema and the reader come from one table, and agree as far as a schema can.
class ConfigSchemaTest {

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ConfigSchema.text());

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// What no schema can know: the environment, the grammar of rules, the disk.
    private static final List<String> BEYOND = List.of(
            "is not set;",
            "names no variable;",
            "cannot be understood:",
            "its own example",
            "has to be one folder",
            "of \"toolsPath\"",
            "${WORD}",
            "\"plenty\"",
            "\"400d\"");

    static boolean isValid(String json) {
        try {
            return SCHEMA.validate(JSON.readTree(json)).isEmpty();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Test
    void isPublished() throws IOException {
        new Written(Path.of("../docs/config.schema.json")).is(ConfigSchema.text());
    }

    @Test
    void isASchemaItself() throws IOException {
        var meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(JSON.readTree(ConfigSchema.text()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesExamplesDefaultsAndVariables(ConfigKey key) {
        assertThat(isValid("{\"" + key.word() + "\": " + key.example() + "}")).isTrue();
        if (!key.standard().isEmpty()) {
            assertThat(isValid("{\"" + key.word() + "\": " + key.standard() + "}"))
                    .isTrue();
        }
        if (key.kind() != ConfigKind.RULES && key.kind() != ConfigKind.TEXTS) {
            assertThat(isValid("{\"" + key.word() + "\": \"${A:-b}\"}")).isTrue();
        }
    }

    @Test
    void takesTheExamplesOfThePages() throws IOException {
        for (var page : List.of("../docs/policy.md", "../docs/CONFIG.md")) {
            assertThat(ConfigPageTest.settings(Files.readString(Path.of(page))))
                    .isNotEmpty()
                    .allMatch(ConfigSchemaTest::isValid);
        }
    }

    static List<ConfigMistakesTest.Mistake> mistakes() throws IOException {
        return ConfigMistakesTest.table().stream()
                .filter(mistake -> BEYOND.stream().noneMatch(mistake.said()::contains))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesMistakes(ConfigMistakesTest.Mistake mistake) {
        assertThat(isValid(mistake.json())).isFalse();
    }
}
