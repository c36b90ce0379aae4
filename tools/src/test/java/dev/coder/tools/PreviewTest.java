package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.PreviewLine;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user is asked about is all that would be written.
class PreviewTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\u000b", "\f", "\u0085", "\u2028", "\u2029", "\u001c", "\r\r"})
    void onlyALineFeedEndsALine(String end) throws Exception {
        project.file("a.py", "x = 1\ny = 1\n");
        var hidden = "y = 2" + end + "index = os.system('id')";
        assertThat(project.preview("edit_file", "path", "a.py", "oldText", "y = 1", "newText", hidden))
                .containsExactly("@@ -1,2 +1,2 @@", "  x = 1", "- y = 1", "+ " + hidden);
        assertThat(project.preview("write_file", "path", "b.py", "content", hidden + "\n"))
                .containsExactly("+ " + hidden);
        assertThat(project.preview("edit_file", "path", "none", "oldText", "a", "newText", hidden))
                .containsExactly("- a", "+ " + hidden);
    }

    @Test
    void aChangeOfLineEndsIsAChangeOfEachLine() throws Exception {
        project.file("a.txt", "one\ntwo\n");
        project.call("read_file", "path", "a.txt");
        assertThat(project.preview("write_file", "path", "a.txt", "content", "one\r\ntwo\r\n"))
                .containsExactly("@@ -1,2 +1,2 @@", "- one", "- two", "+ one\r", "+ two\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index 0000..1111",
                "@@ -1,9 +1,9 @@",
                "--- a/x",
                "+++ b/x",
                "-- a/x",
                "++ b/x",
                "diff --git a/x b/x",
                "\\ No newline at end of file",
                "Binary files differ",
                ""
            })
    void whatLooksLikeADiffIsContent(String line) throws Exception {
        project.file("a.txt", "1\n2\n");
        var call = project.prepare("edit_file", "path", "a.txt", "oldText", "2\n", "newText", line + "\n2\n");
        assertThat(call.preview())
                .contains(new PreviewLine(PreviewLine.Kind.ADDED, 2, line))
                .hasSize(4);
    }

    @Test
    void aMissingLastLineEndIsSaid() throws Exception {
        project.file("a.txt", "1\n2");
        assertThat(project.preview("edit_file", "path", "a.txt", "oldText", "2", "newText", "2\n"))
                .containsExactly("@@ -1,2 +1,2 @@", "  1", "- 2", "\\ No newline at end of file", "+ 2");
    }

    @Test
    void aFileThatGoesIsShownInFull() throws Exception {
        project.file("a.txt", "1\n2\n");
        assertThat(project.preview("apply_patch", "input", """
                *** Begin Patch
                *** Delete File: a.txt
                *** End Patch""")).containsExactly("@@ -1,2 +0,0 @@", "- 1", "- 2");
    }

    @Test
    void whatCodeReadsIsShownAsWell() throws Exception {
        var program = new ExecuteCode.Program(ExecuteCode.Language.of("python"), "a\rb\n", "in\n");
        assertThat(program.preview().stream().map(PreviewLine::marked)).containsExactly("a\rb", "its input:", "in");
    }
}
