package dev.coder.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\"a\" : [1.0, -2e+9, {\"b\":null}, true, [ ]] }\n",
                "{\"a\":\"\\u00e9 世 \\\" \\\\\"}",
                "{\"a\":1,\"a\":2}"
            })
    void takesObjects(String text) {
        assertThat(JsonObject.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "\"{}\"",
                "[]",
                "{",
                "{\"a\":1",
                "{\"a\":}",
                "{\"a\"}",
                "{\"a\":\"b",
                "{\"a\":[1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":[1,]}",
                "{}{}",
                "{},{}",
                "{} x",
                "{}]",
                "{}],[{}",
                "<a/>",
                "{\"a\":tru}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\\"}"
            })
    void takesNothingElse(String text) {
        assertThat(JsonObject.isOne(text)).isFalse();
    }

    @Test
    void takesLongTextsFullOfEscapes() {
        assertThat(JsonObject.isOne("{\"a\":\"" + "line\\n\\\"".repeat(200_000) + "\"}"))
                .isTrue();
    }

    @Test
    void takesNothingThatIsNestedWithoutEnd() {
        assertThat(JsonObject.isOne("{\"a\":" + "[".repeat(100_000))).isFalse();
    }
}
