package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.ToolException;
import dev.coder.testing.NeedsProgram;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@NeedsProgram("git")
class SearchTest {

    private static final String IGNORED = """
            # comment
            *.log
            !keep.log
            /build
            out/
            docs/**/draft*.md
            a?c.txt
            [xyz].tmp
            node_modules
            sub/only.txt
            \\#hash
            trailing\\ blank
            **/deep
            """;

    private static final String[] TEXTS = {
        "a", "b", "A", "ab", " ", "\n", "\n", "\r\n", "\r", "\t", "é", "中", "\u212a", "k", "s", "_", "1", "-", "<", "[",
        "]", "\u000b", "\u00a0", "\f", "{", "}", "/", "\\"
    };
    private static final String[] PATTERNS = {
        "a",
        "b",
        "A",
        ".",
        "*",
        "+",
        "?",
        "^",
        "$",
        "\\b",
        "\\B",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "\\d",
        "\\D",
        "[ab]",
        "[^a]",
        "[^\\s]",
        "(",
        ")",
        "|",
        "(?i)",
        "(?i:",
        "(?s)",
        "(?m)",
        "(?:",
        "(?P<n>",
        "\\A",
        "\\z",
        "é",
        "中",
        "k",
        "\\x61",
        "\\x{e9}",
        "\\t",
        "\\r",
        "\\n",
        "{2}",
        "{,2}",
        "{",
        "\\<",
        "\\/",
        "\\-",
        "\\.",
        "[a-b&&b]",
        "[[:alpha:]]",
        "[^[:space:]]",
        "\\pL",
        "\\p{Greek}",
        "\\Qa\\E",
        "[a--b]",
        "[\\w-]",
        "[]a]",
        "\\",
        "[",
        "\\v",
        "\\f",
        "\\0",
        "\\1",
        "\\_",
        "x{0}",
        "-",
        "/"
    };

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() throws Exception {
        project = new TestProject(folder);
        FileToolsTest.run("git", "init", "-q", project.root.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.java          | A.java src/B.java src/x/C.java",
                "**/*.java       | A.java src/B.java src/x/C.java",
                "src/*.java      | src/B.java",
                "src/**/*.java   | src/B.java src/x/C.java",
                "./src/**        | src/B.java src/x/C.java src/x/d.ts",
                "*.{ts,tsx}      | src/x/d.ts",
                "[AB].java       | A.java src/B.java",
                "[!A].java       | src/B.java src/x/C.java",
                "?.ts            | src/x/d.ts",
                "a.java          | ",
            })
    void findsByGlob(String glob, String expected) throws Exception {
        for (var name : new String[] {"A.java", "src/B.java", "src/x/C.java", "src/x/d.ts"}) {
            project.file(name, "");
        }
        var found = project.text("find_files", "pattern", glob);
        assertThat(found.startsWith("[nothing") ? "" : found.replace('\n', ' '))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void findsFoldersToo() throws Exception {
        project.file("src/x/C.java", "");
        assertThat(project.text("find_files", "pattern", "*", "type", "both")).isEqualTo("src/\nsrc/x/\nsrc/x/C.java");
        assertThat(project.text("find_files", "pattern", "x", "type", "directory", "path", "src"))
                .isEqualTo("src/x/");
    }

    @Test
    void ignoresExactlyWhatGitIgnores() throws Exception {
        writeTree();
        var listed = new TreeSet<>(
                Arrays.asList(project.text("find_files", "pattern", "**").split("\n", -1)));
        var git = new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
                .directory(project.root.toFile())
                .start();
        var expected = new TreeSet<>(
                Arrays.asList(new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0")));
        assertThat(listed).isEqualTo(expected).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "needle",
                "ne+dle",
                "^needle",
                "needle$",
                "\\bneedle\\b",
                "NEEDLE",
                "[^a]needle",
                "\\Wneedle",
                "x?",
                "nichts"
            })
    @NeedsProgram("rg")
    void answersTheSameWithAndWithoutRipgrep(String pattern) throws Exception {
        writeTree();
        project.file("crlf.txt", "a needle\r\nneedles\r\n");
        project.file("bom16.txt", "\uFEFFa needle\n".getBytes(StandardCharsets.UTF_16LE));
        project.file("late.bin", "needle\n" + "x".repeat(10_000) + "\0needle\n");
        project.file("umlaut.txt", "éneedle\nneedleé\n");
        var with = project.text("grep_search", "pattern", pattern);
        project.environment = Map.of("PATH", "/nonexistent");
        assertThat(project.text("grep_search", "pattern", pattern)).isEqualTo(with);
    }

    @ParameterizedTest
    @MethodSource("dev.coder.tools.IgnoreRulesTest#seeds")
    @NeedsProgram("rg")
    void answersTheSameForAnyPattern(long seed) throws Exception {
        var random = new Random(seed);
        var charsets = new String[] {"UTF-8", "UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE", "GB18030"};
        for (var file = 0; file < 8; file++) {
            var text = some(random, TEXTS, 20) + (random.nextBoolean() ? "\n" : "");
            project.file("f" + file, text.getBytes(Charset.forName(charsets[random.nextInt(charsets.length)])));
        }
        for (var run = 0; run < 10; run++) {
            var pattern = some(random, PATTERNS, 5);
            var environment = project.environment;
            var caseSensitive = random.nextBoolean();
            var with = answer(pattern, caseSensitive);
            project.environment = Map.of("PATH", "/nonexistent");
            assertThat(answer(pattern, caseSensitive)).as(pattern).isEqualTo(with);
            project.environment = environment;
        }
    }

    private String answer(String pattern, boolean caseSensitive) throws Exception {
        try {
            return project.text("grep_search", "pattern", pattern, "caseSensitive", caseSensitive);
        } catch (ToolException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String some(Random random, String[] pieces, int most) {
        return IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(_ -> pieces[random.nextInt(pieces.length)])
                .collect(Collectors.joining());
    }

    /// Files of all kinds of names, a third of them ignored.
    private void writeTree() throws Exception {
        project.file(".gitignore", IGNORED);
        project.file("docs/.gitignore", "*.txt\n!abc.txt\n");
        project.file(".git/info/exclude", "excluded*\n");
        var folders = new String[] {
            "",
            "build/",
            "src/build/",
            "out/",
            "docs/",
            "docs/a/b/",
            "sub/",
            "x/sub/",
            "node_modules/m/",
            "deep/",
            "q/deep/"
        };
        var names = new String[] {
            "a.log",
            "keep.log",
            "abc.txt",
            "only.txt",
            "draft1.md",
            "x.tmp",
            "w.tmp",
            "#hash",
            "trailing blank",
            "excluded.md",
            "B.java"
        };
        var random = new Random(7);
        for (var in : folders) {
            for (var name : names) {
                if (random.nextInt(3) > 0) {
                    project.file(in + name, random.nextBoolean() ? "a needle here\nneedle\n" : "nothing\n");
                }
            }
        }
    }

    @Test
    void searchesInsideAnIgnoredFolderWhenAskedTo() throws Exception {
        project.file(".gitignore", "target/\n");
        project.file("target/classes/x.txt", "needle");
        assertThat(project.text("grep_search", "pattern", "needle")).isEqualTo("[no line matches]");
        assertThat(project.text("grep_search", "pattern", "needle", "path", "target/classes"))
                .isEqualTo("target/classes/x.txt\n1: needle\n");
        project.environment = Map.of("PATH", "/nonexistent");
        assertThat(project.text("grep_search", "pattern", "needle", "path", "target/classes"))
                .isEqualTo("target/classes/x.txt\n1: needle\n");
    }

    @Test
    void groupsLinesByFileAndHeedsTheParameters() throws Exception {
        project.file("a.ts", "Needle\nno\nneedle\n");
        project.file("b.java", "needle\n");
        assertThat(project.text("grep_search", "pattern", "needle"))
                .isEqualTo("a.ts\n1: Needle\n3: needle\nb.java\n1: needle\n");
        assertThat(project.text("grep_search", "pattern", "needle", "caseSensitive", true, "filePattern", "*.ts"))
                .isEqualTo("a.ts\n3: needle\n");
        assertThat(project.text("grep_search", "pattern", "needle", "path", "b.java"))
                .isEqualTo("b.java\n1: needle\n");
    }

    @Test
    void countsWhatIsLeftOut() throws Exception {
        for (var i = 0; i < 5; i++) {
            project.file(
                    "f" + i,
                    IntStream.range(0, 100).mapToObj(n -> "needle " + n).collect(Collectors.joining("\n")));
        }
        assertThat(project.text("grep_search", "pattern", "needle"))
                .startsWith("f0\n1: needle 0\n")
                .contains("[300 of 500 matching lines left out, in 5 files in all;");
    }

    @Test
    void passesOverSecretsAndLinks() throws Exception {
        project.file(".env", "needle");
        project.file(".env.example", "needle");
        Files.writeString(project.outside.resolve("x"), "needle");
        Files.createSymbolicLink(project.root.resolve("link"), project.outside);
        assertThat(project.text("grep_search", "pattern", "needle"))
                .isEqualTo(".env.example\n1: needle\n[not searched: .env, which commonly hold secrets]");
    }
}
