package dev.coder.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonStringsTest {

    private static final String JSON = "{ \"a\" : [\"x\\\"y\", 1.50, null, \"\\u00e9\\n\\/\"], \"b\":{} }";

    @Test
    void leavesWhatDoesNotChangeAsItWasWritten() {
        assertThat(JsonStrings.<RuntimeException>map(JSON, text -> text)).isEqualTo(JSON);
    }

    @Test
    void givesTheMeaningOfAStringAndWritesTheNewOne() {
        var changed = JsonStrings.<RuntimeException>map(
                JSON, text -> text.equals("x\"y") ? "a\\\"\n" : text.equals("é\n/") ? "z" : text);
        assertThat(changed).isEqualTo("{ \"a\" : [\"a\\\\\\\"\\u000a\", 1.50, null, \"z\"], \"b\":{} }");
    }

    @Test
    void refusesAStringThatDoesNotEnd() {
        assertThatThrownBy(() -> JsonStrings.<RuntimeException>map("{\"a\":\"b", text -> text))
                .isInstanceOf(MalformedJsonException.class);
    }
}
