package dev.coder.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.UserQuestion.Choice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionFormTest {

    private static final List<Choice> CHOICES =
            List.of(new Choice("Maven", "as before"), new Choice("Gradle", ""), new Choice("Bazel", "\u202enew"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | 2             | Gradle",
                "false | none of these | none of these",
                "false | 1, 2          | 1, 2",
                "false | über alles    | über alles",
                "false | 9_3           | Bazel",
                "true  | 1,3           | Maven, Bazel",
                "true  | 4,1_2         | Gradle",
            })
    void takesNumbersForChoicesAndAnythingElseForTheAnswer(boolean several, String typed, String answer)
            throws Exception {
        var screen = new ByteArrayOutputStream();
        var form = new QuestionForm(new UserQuestion("Which build?", CHOICES, several));
        assertThat(form.fill(new TerminalDialog(typed(typed.replace('_', '\n')), screen)))
                .isEqualTo(answer);
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("? Which build?\n    1) Maven: as before\n    2) Gradle\n    3) Bazel: <U+202E>new\n");
    }

    /// Typed after the question was shown.
    private static InputStream typed(String text) {
        return new ByteArrayInputStream((text + "\n").getBytes(StandardCharsets.UTF_8)) {
            private int asked;

            @Override
            public synchronized int available() {
                return asked++ == 0 ? 0 : super.available();
            }
        };
    }
}
