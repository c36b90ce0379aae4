package dev.coder.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeColoursTest {

    private static final Theme THEME = Theme.dark();

    @Test
    void goesOnWithACommentOnTheNextLine() {
        var java = CodeColours.of(THEME, Languages.named("java"));
        assertThat(role(java.line("int a; /* begins"), 8)).isEqualTo(THEME.style(Role.COMMENT));
        assertThat(role(java.line("goes on"), 0)).isEqualTo(THEME.style(Role.COMMENT));
        var ahead = java.copy();
        assertThat(role(ahead.line("ends */ int b;"), 8)).isEqualTo(THEME.style(Role.TYPE));
        assertThat(role(java.line("still int"), 6)).isEqualTo(THEME.style(Role.COMMENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java", "kotlin", "groovy", "scala", "js", "ts", "json", "jsonc", "python", "ruby", "go", "rust", "c", "c++",
                "c#", "d", "dart", "swift", "php", "perl", "lua", "clojure", "lisp", "sql", "sh", "powershell", "bat", "html",
                "xml", "jsp", "css", "scss", "yaml", "toml", "properties", "docker", "make", "proto", "latex", "csv", "f90",
                "pascal", "vb", "vhdl", "tcl", "hbs", "diff"
            })
    void changesNoLetterInAnyLanguage(String name) {
        var code = "<?php if (x == \"1\") { return 'a'; } // b # c <a href=\"d\">e</a> -- 漢字 🙂 \\ ` @f $g %h";
        assertThat(Languages.named(name)).isNotEmpty();
        var colours = CodeColours.of(THEME, Languages.named(name));
        assertThat(colours.line(code).toString()).isEqualTo(code);
        assertThat(colours.line("").toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "src/Main.java, text/java", "C:\\a\\b.PY, text/python", "/x/Dockerfile, text/dockerfile", "Makefile, text/makefile",
        "a.unknown, ''", "README, ''", ".bashrc, text/unix"
    })
    void knowsALanguageByTheNameOfAFile(String path, String syntax) {
        assertThat(Languages.ofFile(path)).isEqualTo(syntax);
    }

    @Test
    void leavesUnknownLanguagesAlone() {
        assertThat(Languages.named("brainf**k")).isEmpty();
        assertThat(Languages.named("java title=\"A\"")).isEqualTo("text/java");
        assertThat(CodeColours.of(THEME, "").line("int a")).isEqualTo(new AttributedString("int a"));
        assertThat(CodeColours.of(Theme.none(), "text/java").line("int a")).isEqualTo(new AttributedString("int a"));
    }

    private static Object role(AttributedString line, int at) {
        return line.styleAt(at);
    }
}
