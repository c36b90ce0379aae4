package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A value is data, whatever is in it: asked of bash itself.
class QuotedValuesTest {

    private static final String NAME = "__SECRET_password_0a1b2c3d4e5f__";
    private static final List<String> VALUES = List.of(
            "plain-Value_1.2",
            "Xk9vQ2`touch pwned`zz",
            "a$(touch pwned)b",
            "';touch pwned;'",
            "\";touch pwned;\"",
            "'\"'\"'; touch pwned #",
            "a\\",
            "\\\\n",
            "a b  c",
            "*",
            "~",
            "!!$HOME${HOME}",
            "x\ntouch pwned\n",
            "EOF\ntouch pwned\nEOF",
            ") touch pwned",
            "é漢\t&& touch pwned",
            "#a;b|c>pwned<d",
            "-name-of-it");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '<%s>' NAME",
                "printf '<%s>' a=NAME.b",
                "printf '<%s>' 'NAME'",
                "printf '<%s>' 'a b NAME c'",
                "printf '<%s>' \"NAME\"",
                "printf '<%s>' \"a 'NAME' $HOME\"",
                "printf '<%s>' $'a\\tNAME'",
                "printf '<%s>' \"$(printf %s NAME)x\"",
                "printf '<%s>' \"$(printf %s \"NAME\")x\"",
                "printf '<%s>' \"$(case a in a) printf %s NAME;; esac)x\"",
                "V=NAME; printf '<%s>' \"$V\"",
                "export V=\"NAME\"; printf '<%s>' \"$V\"",
                "if [ -n NAME ]; then printf '<%s>' NAME; fi",
                "for i in NAME; do printf '<%s>' \"$i\"; done",
                "[[ NAME == x ]] || (printf '<%s>' NAME)",
                "case NAME in x) ;; *) printf '<%s>' NAME;; esac",
                "f() { printf '<%s>' NAME; }; f",
                "echo é漢; printf '<%s>' NAME",
                "printf '<%s>' NAME | cat; echo NAME >/dev/null",
                "a=(NAME); printf '<%s>' \"${a[0]}\"",
                "cat <<< NAME",
                "cat <<'END'\n<NAME>\nEND",
                "cat <<END\n<NAME> $(echo NAME)\nEND",
            })
    void bashTakesItForData(String template) throws Exception {
        for (var value : VALUES) {
            if (template.contains("<<END") && value.indexOf('\n') >= 0) {
                continue;
            }
            var quoted = QuotedValues.in(template.replace("NAME", NAME), Map.of(NAME, value));
            assertThat(run(quoted.command())).as(quoted.command()).contains(value.stripTrailing());
            assertThat(folder.resolve("pwned")).as(quoted.command()).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo \\NAME",
                "echo \"a\\NAME\"",
                "echo `echo NAME`",
                "echo $((NAME))",
                "(( x = NAME ))",
                "echo ${x:-NAME}",
                "echo ok # NAME",
                "NAME=1",
                "echo 'NAME",
                "echo @(NAME) $(("
            })
    void whereQuotesMayMeanSomethingElseItStandsAsItIs(String template) {
        var value = "a'$(touch pwned)";
        var quoted = QuotedValues.in(template.replace("NAME", NAME), Map.of(NAME, value));
        assertThat(quoted.command()).isEqualTo(template.replace("NAME", value));
        assertThat(quoted.forms()).isEmpty();
    }

    @Test
    void besideABackquoteInADocumentItStandsAsItIs() {
        var quoted = QuotedValues.in("cat <<END\na `echo " + NAME + "`\nEND", Map.of(NAME, "x;y"));
        assertThat(quoted.command()).isEqualTo("cat <<END\na `echo x;y`\nEND");
    }

    @Test
    void aDocumentIsNotLeftByAValueOfSeveralLines() {
        var quoted = QuotedValues.in("cat <<END\n" + NAME + "\nEND", Map.of(NAME, "a\nEND\ntouch pwned"));
        assertThat(quoted.forms()).isEmpty();
    }

    @Test
    void whatWasWrittenIsKnown() {
        var quoted = QuotedValues.in("a " + NAME + " \"" + NAME + "\"", Map.of(NAME, "x'\"y"));
        assertThat(quoted.command()).isEqualTo("a 'x'\\''\"y' \"x'\\\"y\"");
        assertThat(quoted.forms()).isEqualTo(Map.of("'x'\\''\"y'", NAME, "x'\\\"y", NAME));
    }

    private String run(String command) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var process = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
