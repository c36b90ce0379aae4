package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.ToolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EditFileTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    private String edited(String content, String oldText, String newText) throws Exception {
        project.file("a.txt", content);
        project.call("edit_file", "path", "a.txt", "oldText", oldText, "newText", newText);
        return project.read("a.txt");
    }

    private void assertRefused(String content, String oldText, String message) throws Exception {
        var file = project.file("a.txt", content);
        assertThatThrownBy(() -> project.call("edit_file", "path", "a.txt", "oldText", oldText, "newText", "new"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(message);
        assertThat(file).hasContent(content);
    }

    @Test
    void findsTextWhateverItsQuotesDashesAndSpaces() throws Exception {
        assertThat(edited("say(“hi”) – now\u00A0or never\nnext ‘x’\n", "say(\"hi\") - now or never\n", "say(\"ho\")\n"))
                .isEqualTo("say(\"ho\")\nnext ‘x’\n");
    }

    @Test
    void findsHiddenCharactersByTheCodesThatReadFileShows() throws Exception {
        var hidden = "a\u200Bb\uFE0F\uFE0F\u0007\uDB40\uDC41";
        var shown = "a\\u{200b}b\\u{fe0f}\\u{fe0f}\\u{7}\\u{e0041}";
        project.file("b.txt", hidden);
        assertThat(project.text("read_file", "path", "b.txt")).isEqualTo("1\t" + shown + "\n");
        assertThat(edited("x\n" + hidden + "\ny\n", shown, "c")).isEqualTo("x\nc\ny\n");
        assertThat(edited("x\n" + hidden + "\ny\n", "x\n" + shown, shown + "!")).isEqualTo(hidden + "!\ny\n");
        assertThat(edited("let c = '\\u{200b}'; // \u200B\n", "'\\u{200b}'", "''"))
                .isEqualTo("let c = ''; // \u200B\n");
        assertRefused("a\n", "a\\u{110000}", "was not found");
    }

    @Test
    void keepsTheLinesThatAnEditLeavesAsTheyAre() throws Exception {
        assertThat(edited("a “b” \t\nold\nc – d  \n", "a \"b\"\nold\nc - d\n", "a \"b\"\nnew\nc - d\n"))
                .isEqualTo("a “b” \t\nnew\nc – d  \n");
    }

    @Test
    void indentsNewLinesAsThePlaceIs() throws Exception {
        assertThat(edited(
                        "class A {\n\tvoid f() {\n\t\ta();\n\t}\n}\n",
                        "void f() {\n  a();\n}",
                        "void f() {\n  b();\n  c();\n}"))
                .isEqualTo("class A {\n\tvoid f() {\n\t\tb();\n\t\tc();\n\t}\n}\n");
        assertThat(edited(
                        "if x:\n        y()\n        z()\n", "    y()\n    z()\n", "    y()\n    if w:\n        z()\n"))
                .isEqualTo("if x:\n        y()\n        if w:\n            z()\n");
    }

    @Test
    void refusesAnIndentationThatFollowsNoRule() throws Exception {
        assertRefused("a:\n    b\n  c\n", "a:\n  b\n    c", "not found");
    }

    @Test
    void refusesWhatOverlapsItself() throws Exception {
        assertRefused("ababa", "aba", "2 times");
    }

    @Test
    void refusesWhatIsLikeSeveralPlaces() throws Exception {
        assertRefused("x “a”\nx „a”\n", "x \"a\"", "2 times in a.txt, at lines 1, 2");
        assertRefused("  f()\n    f()\n", "\tf()\n", "2 times in a.txt, at lines 1, 2");
    }

    @Test
    void takesTheExactPlaceEvenIfOthersAreLikeIt() throws Exception {
        assertThat(edited("x “a”\nx \"a\"\n", "x \"a\"", "y")).isEqualTo("x “a”\ny\n");
    }

    @Test
    void keepsAMissingLastLineEnd() throws Exception {
        assertThat(edited("one\ntwo", "two\n", "2\n")).isEqualTo("one\n2");
        assertThat(edited("one\ntwo", "two\n", "two\nthree\n")).isEqualTo("one\ntwo\nthree");
        assertThat(edited("one\ntwo", "one\ntwo\n", "")).isEmpty();
    }

    @Test
    void keepsEachLineEndOfAMixedFile() throws Exception {
        assertThat(edited("a\r\nb\nc\rd\r\n", "a\nb\nc\nd\n", "a\nB\nC\nd\n")).isEqualTo("a\r\nB\nC\rd\r\n");
        assertThat(edited("a\rb\rc", "b", "1\n2")).isEqualTo("a\r1\r2\rc");
    }

    @Test
    void changesLineEndsThatAreNamed() throws Exception {
        assertThat(edited("a\r\nb\r\n", "a\r\nb\r\n", "a\nb\n")).isEqualTo("a\nb\n");
    }

    @Test
    void saysThatAnEditWasMadeBefore() throws Exception {
        project.file("a.txt", "int count = 2;\n");
        assertThatThrownBy(() -> project.call(
                        "edit_file", "path", "a.txt", "oldText", "int count = 1;", "newText", "int count = 2;"))
                .hasMessageContaining("perhaps the edit was made before")
                .hasMessageContaining("1\tint count = 2;");
    }

    @Test
    void refusesAFileThatChangedSinceItWasRead() throws Exception {
        project.file("a.txt", "one\ntwo\n");
        project.call("read_file", "path", "a.txt");
        project.call("edit_file", "path", "a.txt", "oldText", "one", "newText", "1");
        project.file("a.txt", "1\ntwo\nthree\n");
        assertThatThrownBy(() -> project.call("edit_file", "path", "a.txt", "oldText", "two", "newText", "2"))
                .hasMessageContaining("has changed on disk since you read it");
        project.call("read_file", "path", "a.txt");
        project.call("edit_file", "path", "a.txt", "oldText", "two", "newText", "2");
        assertThat(project.read("a.txt")).isEqualTo("1\n2\nthree\n");
    }

    @Test
    void editsAFileThatWasNeverReadAsTheTextItselfIsTheProof() throws Exception {
        assertThat(edited("one\n", "one", "1")).isEqualTo("1\n");
    }

    @Test
    void replacesOnlyFilesThatWereReadAndAreStillTheSame() throws Exception {
        var file = project.file("a.txt", "one\ntwo\n");
        assertThatThrownBy(() -> project.call("write_file", "path", "a.txt", "content", "x"))
                .hasMessageContaining("you have not read it");
        project.call("edit_file", "path", "a.txt", "oldText", "one", "newText", "1");
        assertThatThrownBy(() -> project.call("write_file", "path", "a.txt", "content", "x"))
                .as("an edit shows the model nothing of the rest")
                .hasMessageContaining("you have not read it");
        project.call("read_file", "path", "a.txt");
        project.call("write_file", "path", "a.txt", "content", "x");
        project.call("write_file", "path", "a.txt", "content", "y");
        Files.writeString(file, "z");
        assertThatThrownBy(() -> project.call("write_file", "path", "a.txt", "content", "x"))
                .hasMessageContaining("has changed on disk");
    }

    @Test
    void replacesWhatWasReadInPartsOnlyOnceAllWasRead() throws Exception {
        project.file("a.txt", "1\n2\n3\n");
        project.call("read_file", "path", "a.txt", "startLine", 1, "endLine", 1);
        project.call("read_file", "path", "a.txt", "startLine", 3);
        assertThatThrownBy(() -> project.call("write_file", "path", "a.txt", "content", "x"))
                .hasMessageContaining("you have not read all of it");
        project.restart();
        assertThatThrownBy(() -> project.call("write_file", "path", "a.txt", "content", "x"))
                .hasMessageContaining("you have not read all of it");
        project.call("read_file", "path", "a.txt", "startLine", 1, "endLine", 2);
        project.call("read_file", "path", "a.txt", "startLine", 2, "endLine", 3);
        project.call("write_file", "path", "a.txt", "content", "x");
        assertThat(project.read("a.txt")).isEqualTo("x");
    }

    @Test
    void knowsWhatWasReadBeforeANewStart() throws Exception {
        project.file("a.txt", "one\n");
        project.file("b.txt", "one\n");
        project.call("read_file", "path", "a.txt");
        project.call("read_file", "path", "b.txt");
        project.file("b.txt", "two\n");
        project.restart();
        project.call("write_file", "path", "a.txt", "content", "x");
        assertThatThrownBy(() -> project.call("edit_file", "path", "b.txt", "oldText", "two", "newText", "2"))
                .hasMessageContaining("has changed on disk");
    }

    @Test
    void refusesHugeFilesInsteadOfLoadingThem() throws Exception {
        var file = project.root.resolve("huge");
        try (var channel = Files.newByteChannel(Files.createFile(file), StandardOpenOption.WRITE)) {
            channel.position(50_000_000).write(StandardCharsets.UTF_8.encode("x"));
        }
        assertThatThrownBy(() -> project.call("edit_file", "path", "huge", "oldText", "x", "newText", "y"))
                .hasMessageContaining("larger than 10 MiB");
        assertThatThrownBy(() -> project.call("write_file", "path", "huge", "content", "y"))
                .hasMessageContaining("larger than 10 MiB");
    }

    @Test
    void showsTheUserTheDifference() throws Exception {
        project.file("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        assertThat(project.preview("edit_file", "path", "a.txt", "oldText", "5", "newText", "five"))
                .containsExactly("@@ -2,7 +2,7 @@", "  2", "  3", "  4", "- 5", "+ five", "  6", "  7", "  8");
    }
}
