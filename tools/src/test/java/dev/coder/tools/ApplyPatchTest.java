package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.ToolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ApplyPatchTest {

    private static final String TWO_CLASSES = """
            class A:
                def f(self):
                    return 1

                def g(self):
                    return 1


            class B:
                def f(self):
                    return 1
            """;

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    private String patch(String body) throws Exception {
        return project.text("apply_patch", "input", "*** Begin Patch\n" + body + "*** End Patch\n");
    }

    private String patched(String content, String hunks) throws Exception {
        project.file("a.txt", content);
        patch("*** Update File: a.txt\n" + hunks);
        return project.read("a.txt");
    }

    private void assertRefused(String content, String hunks, String message) throws Exception {
        var file = project.file("a.txt", content);
        assertThatThrownBy(() -> patch("*** Update File: a.txt\n" + hunks))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(message);
        assertThat(file).hasContent(content);
    }

    @Test
    void changesSeveralFilesAtOnce() throws Exception {
        project.file("a.txt", "one\ntwo\n");
        project.file("b.txt", "gone\n");
        var script = project.file("c.sh", "echo 1\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
        assertThat(patch("""
                        *** Add File: new/d.txt
                        +1
                        +2
                        *** Update File: a.txt
                        @@
                         one
                        -two
                        +2
                        *** Delete File: b.txt
                        *** Update File: c.sh
                        *** Move to: bin/c
                        @@
                        -echo 1
                        +echo 2
                        """)).isEqualTo("created new/d.txt\nupdated a.txt\ndeleted b.txt\nmoved c.sh to bin/c");
        assertThat(TestProject.tree(project.root)).containsExactly("a.txt", "bin", "bin/c", "new", "new/d.txt");
        assertThat(project.read("a.txt")).isEqualTo("one\n2\n");
        assertThat(project.read("new/d.txt")).isEqualTo("1\n2\n");
        assertThat(project.read("bin/c")).isEqualTo("echo 2\n");
        assertThat(Files.getPosixFilePermissions(project.root.resolve("bin/c")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
    }

    @Test
    void declaresAllThatItTouches() throws Exception {
        var call = project.prepare("apply_patch", "input", """
                *** Begin Patch
                *** Add File: a
                +x
                *** Delete File: b
                *** Update File: c
                *** Move to: d
                *** End Patch""");
        assertThat(call.effects())
                .containsExactly(
                        new Effect.WriteFile(project.root.resolve("a")),
                        new Effect.DeleteFile(project.root.resolve("b")),
                        new Effect.ReadFile(project.root.resolve("c")),
                        new Effect.DeleteFile(project.root.resolve("c")),
                        new Effect.WriteFile(project.root.resolve("d")));
        assertThat(call.title()).isEqualTo("patch a, b, c");
    }

    @Test
    void changesNothingWhenOnePartDoesNotFit() throws Exception {
        project.file("a.txt", "one\n");
        assertThatThrownBy(() -> patch("""
                        *** Add File: new/b.txt
                        +x
                        *** Update File: a.txt
                        -two
                        +2
                        """)).hasMessageContaining("line 5 of the patch were not found in a.txt");
        assertThat(TestProject.tree(project.root)).containsExactly("a.txt");
    }

    @Test
    void putsBackWhatWasChangedWhenALaterFileCanNotBe() throws Exception {
        project.file("a.txt", "one\n");
        project.file("b.txt", "gone\n");
        Files.setPosixFilePermissions(project.file("z.txt", "one\n"), PosixFilePermissions.fromString("r--r--r--"));
        assertThatThrownBy(() -> patch("""
                        *** Add File: new/b.txt
                        +x
                        *** Delete File: b.txt
                        *** Update File: a.txt
                        -one
                        +1
                        *** Update File: z.txt
                        -one
                        +1
                        """))
                .hasMessageContaining("z.txt can not be accessed: it is marked read-only. Nothing was changed");
        assertThat(TestProject.tree(project.root)).containsExactly("a.txt", "b.txt", "z.txt");
        assertThat(project.read("a.txt")).isEqualTo("one\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "<<'EOF'\n%s\nEOF\n", "apply_patch <<\"PATCH\"\n%s\nPATCH", "```\n%s\n```", "\n  %s  \n"})
    void isReadHoweverItIsWrapped(String wrapping) throws Exception {
        project.file("a.txt", "one\n");
        var patch = "*** Begin Patch\n*** Update File: a.txt\n@@\n-one\n+1\n*** End Patch";
        project.call("apply_patch", "input", wrapping.formatted(patch));
        assertThat(project.read("a.txt")).isEqualTo("1\n");
    }

    @Test
    void refusesWhatIsNoWholePatch() {
        assertInvalid("*** Update File: a\n-1\n+2\n", "no line *** Begin Patch");
        assertInvalid("*** Begin Patch\n*** Update File: a\n-1\n+2\n", "cut off");
        assertInvalid("*** Begin Patch\n*** End Patch", "empty");
        assertInvalid("*** Begin Patch\n*** Rename File: a\n*** End Patch", "line 2 of the patch is no header");
        assertInvalid("*** Begin Patch\n*** Update File: a\n@@\n1\n*** End Patch", "line 4 of the patch must begin");
        assertInvalid("*** Begin Patch\n*** Update File: a\n*** End Patch", "nothing of what to change in a");
        assertInvalid("*** Begin Patch\n*** Add File: a\nx\n*** End Patch", "line 3 of the patch must begin with +");
        assertInvalid("I will now\n*** Begin Patch\n*** Delete File: a\n*** End Patch", "text around the patch");
    }

    private void assertInvalid(String patch, String message) {
        assertThatThrownBy(() -> project.prepare("apply_patch", "input", patch)).hasMessageContaining(message);
    }

    @Test
    void findsThePlaceBelowItsClassAndItsMethod() throws Exception {
        var hunk = "-        return 1\n+        return 2\n";
        assertRefused(TWO_CLASSES, "@@\n" + hunk, "fits 3 places in a.txt, at lines 3, 6, 11");
        assertRefused(TWO_CLASSES, "@@ class A:\n" + hunk, "fits 2 places in a.txt, at lines 3, 6");
        assertThat(patched(TWO_CLASSES, "@@ class B:\n" + hunk))
                .endsWith("class B:\n    def f(self):\n        return 2\n");
        assertThat(patched(TWO_CLASSES, "@@ class A:\n@@ def g(self):\n" + hunk))
                .contains("    def g(self):\n        return 2\n\n\nclass B");
        assertThat(patched(TWO_CLASSES, "@@ -1,3 +1,3 @@ class B:\n" + hunk)).endsWith("return 2\n");
    }

    @Test
    void takesTheOrderOfTheHunksIntoAccount() throws Exception {
        assertThat(patched("x\na\nx\nb\nx\n", "@@\n-a\n+A\n@@\n-b\n+B\n@@\n-x\n+X\n"))
                .isEqualTo("x\nA\nx\nB\nX\n");
        assertRefused("x\na\nx\nx\n", "@@\n-a\n+A\n@@\n-x\n+X\n", "fits 3 places");
        assertThat(patched("a\nb\n", "@@\n-b\n+B\n@@\n-a\n+A\n")).isEqualTo("A\nB\n");
    }

    @Test
    void takesTheEndOfTheFileWhenItIsSaid() throws Exception {
        assertThat(patched("x\ny\nx\n", "@@\n-x\n+z\n*** End of File\n")).isEqualTo("x\ny\nz\n");
        assertThat(patched("x\n", "@@\n+y\n")).isEqualTo("x\ny\n");
        assertThat(patched("x", "@@\n+y\n")).isEqualTo("x\ny");
        assertThat(patched("def f():\n    pass\nx\n", "@@ def f():\n+    y\n"))
                .isEqualTo("def f():\n    y\n    pass\nx\n");
    }

    @Test
    void keepsWhatItDoesNotName() throws Exception {
        assertThat(patched("a  \r\n“b”\r\nc", " a\n-\"b\"\n+'b'\n+d\n c\n")).isEqualTo("a  \r\n'b'\r\nd\r\nc");
        assertThat(patched("\ta\n\t\tb\n", " a\n-    b\n+    c\n+        d\n")).isEqualTo("\ta\n\t\tc\n\t\t\td\n");
    }

    @Test
    void passesOverBlankLinesAtTheEndOfAHunk() throws Exception {
        assertThat(patched("a\nb\n", "@@\n-a\n+A\n\n@@\n-b\n+B\n\n")).isEqualTo("A\nB\n");
    }

    @Test
    void changesAFileThatItNamesTwice() throws Exception {
        project.file("a.txt", "1\n2\n");
        patch("""
                *** Update File: a.txt
                -1
                +one
                *** Update File: a.txt
                -2
                +two
                *** Update File: a.txt
                *** Move to: b.txt
                *** Update File: b.txt
                 one
                +x
                """);
        assertThat(TestProject.tree(project.root)).containsExactly("b.txt");
        assertThat(project.read("b.txt")).isEqualTo("one\nx\ntwo\n");
    }

    @Test
    void writesOverNothingThatTheModelDoesNotKnow() throws Exception {
        project.file("a.txt", "mine\n");
        project.file("b.txt", "theirs\n");
        assertThatThrownBy(() -> patch("*** Add File: a.txt\n+x\n")).hasMessageContaining("you have not read it");
        assertThatThrownBy(() -> patch("*** Update File: a.txt\n*** Move to: b.txt\n"))
                .hasMessageContaining("b.txt exists already");
        project.call("read_file", "path", "a.txt");
        project.file("a.txt", "changed\n");
        assertThatThrownBy(() -> patch("*** Update File: a.txt\n-changed\n+x\n"))
                .hasMessageContaining("has changed on disk");
        assertThatThrownBy(() -> patch("*** Delete File: a.txt\n")).hasMessageContaining("has changed on disk");
    }

    @Test
    void showsTheUserEachFile() throws Exception {
        project.file("a.txt", "one\ntwo\n");
        project.file("b.txt", "x\n");
        var call = project.prepare("apply_patch", "input", """
                *** Begin Patch
                *** Update File: a.txt
                -two
                +2
                *** Delete File: b.txt
                *** Add File: c.txt
                +y
                *** End Patch""");
        assertThat(call.preview().stream().map(PreviewLine::marked))
                .containsExactly(
                        "a.txt",
                        "@@ -1,2 +1,2 @@",
                        "  one",
                        "- two",
                        "+ 2",
                        "delete b.txt",
                        "@@ -1 +0,0 @@",
                        "- x",
                        "new c.txt",
                        "+ y");
    }

    @Test
    void takesBackWhatACrashLeftInPart() throws Exception {
        project.file("a.txt", "one\n");
        project.file("b.txt", "gone\n");
        var call = project.prepare("apply_patch", "input", """
                *** Begin Patch
                *** Update File: a.txt
                -one
                +1
                *** Delete File: b.txt
                *** Add File: c.txt
                +new
                *** End Patch""");
        var evidence = call.evidence();
        var traces = CallEvidence.parse(evidence).traces();
        project.file("a.txt", "1\n");
        project.file(traces.old(0).toString(), "one\n");
        Files.move(project.root.resolve("b.txt"), project.root.resolve(traces.old(1)));
        project.file(traces.fresh(2).toString(), "ne");
        var tool = TestProject.tool("apply_patch");
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.NotDone());
        assertThat(TestProject.tree(project.root)).containsExactly("a.txt", "b.txt");
        assertThat(project.read("a.txt")).isEqualTo("one\n");
        call.run(project.context());
        assertThat(tool.recover(evidence, project.scratch())).isInstanceOf(Recovered.Done.class);
        project.file("a.txt", "other\n");
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.Unknown());
    }

    @Test
    void keepsTheCharsetOfEachFile() throws Exception {
        project.file("a.txt", "\uFEFFäé\n".getBytes(StandardCharsets.UTF_16LE));
        patch("*** Update File: a.txt\n-äé\n+öß\n");
        assertThat(Files.readAllBytes(project.root.resolve("a.txt")))
                .isEqualTo("\uFEFFöß\n".getBytes(StandardCharsets.UTF_16LE));
    }
}
