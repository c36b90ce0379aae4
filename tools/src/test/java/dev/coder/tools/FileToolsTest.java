package dev.coder.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Recovered;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileToolsTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @Test
    void showsTheUserWhatWouldChange() throws Exception {
        assertThat(project.preview("write_file", "path", "a", "content", "one\ntwo\n"))
                .containsExactly("+ one", "+ two");
        assertThat(project.preview("edit_file", "path", "a", "oldText", "one", "newText", "1\n2", "replaceAll", true))
                .containsExactly("everywhere:", "- one", "+ 1", "+ 2");
    }

    @Test
    void readsLinesWithTheirNumbers() throws Exception {
        project.file("a.txt", "one\r\ntwo\n\nfour");
        assertThat(project.text("read_file", "path", "a.txt")).isEqualTo("1\tone\n2\ttwo\n3\t\n4\tfour\n");
        assertThat(project.text("read_file", "path", "a.txt", "startLine", 2, "endLine", 3))
                .isEqualTo("2\ttwo\n3\t\n[lines 2-3 of 4]");
        assertThat(project.text("read_file", "path", "a.txt", "startLine", 9)).isEqualTo("[the file has only 4 lines]");
    }

    @Test
    void readsLongFilesPageByPage() throws Exception {
        project.file("a.txt", "x".repeat(99).concat("\n").repeat(1000));
        var first = project.text("read_file", "path", "a.txt");
        assertThat(first).hasSizeLessThan(60_000).contains(" of 1000: go on with startLine=");
        var next = Integer.parseInt(first.replaceFirst("(?s).*startLine=(\\d+)]", "$1"));
        assertThat(project.text("read_file", "path", "a.txt", "startLine", next))
                .startsWith(next + "\txxx");
    }

    @Test
    void cutsVeryLongLines() throws Exception {
        project.file("a.txt", "x".repeat(5000));
        assertThat(project.text("read_file", "path", "a.txt"))
                .isEqualTo("1\t" + "x".repeat(2000) + "… [3000 more characters]\n");
    }

    @Test
    void readsHugeFilesInPieces() throws Exception {
        project.file("a.txt", "line\n".repeat(3_000_000));
        assertThat(project.text("read_file", "path", "a.txt", "startLine", 5, "endLine", 6))
                .startsWith("5\tline\n6\tline\n[lines 5-6 of a file of 15000000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void readsMarkedUnicode(String charset) throws Exception {
        project.file("a.txt", "\uFEFFgrün\n".getBytes(Charset.forName(charset)));
        assertThat(project.text("read_file", "path", "a.txt")).startsWith("1\tgrün\n");
    }

    @Test
    void readsUnicodeThatIsCutWhereTheCharsetIsTold() throws Exception {
        project.file("a.txt", "x" + "ä".repeat(10_000));
        assertThat(project.text("read_file", "path", "a.txt")).startsWith("1\txäää");
    }

    @Test
    void showsWhatHides() throws Exception {
        project.file("a.txt", "a\u202eb\u001b[31m\u200b");
        assertThat(project.text("read_file", "path", "a.txt")).isEqualTo("1\ta\\u{202e}b\\u{1b}[31m\\u{200b}\n");
    }

    @Test
    void namesWhatIsNearAMissingFile() throws Exception {
        project.file("src/Controller.java", "");
        assertThatThrownBy(() -> project.call("read_file", "path", "src/Controler.java"))
                .hasMessage("src/Controler.java does not exist. In that folder there is: Controller.java.");
        assertThatThrownBy(() -> project.call("read_file", "path", "main/x/Y.java"))
                .hasMessage("main/x/Y.java does not exist. There is no folder main. Use find_files.");
        assertThatThrownBy(() -> project.call("read_file", "path", "src")).hasMessageContaining("a folder");
    }

    @Test
    void refusesPipesInsteadOfWaiting() throws Exception {
        run("mkfifo", project.root.resolve("pipe").toString());
        assertThatThrownBy(() -> project.call("read_file", "path", "pipe")).hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> project.call("write_file", "path", "pipe", "content", "x"))
                .hasMessageContaining("not a regular file");
    }

    @Test
    void createsFilesWithTheirFolders() throws Exception {
        assertThat(project.text("write_file", "path", "a/b/c.txt", "content", "x\ny\n"))
                .isEqualTo("created a/b/c.txt (2 lines)");
        assertThat(project.read("a/b/c.txt")).isEqualTo("x\ny\n");
        assertThat(files(project.root)).containsExactly("a", "a/b", "a/b/c.txt");
        assertThat(Files.getPosixFilePermissions(project.root.resolve("a")))
                .isEqualTo(Files.getPosixFilePermissions(Files.createDirectory(project.root.resolve("plain"))));
    }

    @RepeatedTest(5)
    void createsTheSameFolderFromManyCallsAtOnce() throws Exception {
        var calls = IntStream.range(0, 50)
                .<Callable<String>>mapToObj(
                        i -> () -> project.text("write_file", "path", "a/b/" + i + ".txt", "content", "x"))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).startsWith("created");
            }
        }
        assertThat(files(project.root)).hasSize(52);
    }

    @Test
    void keepsModeAndEncodingOfWhatItReplaces() throws Exception {
        var path = project.file("run.sh", "\uFEFFold");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x--x"));
        project.call("read_file", "path", "run.sh");
        project.call("write_file", "path", "run.sh", "content", "new");
        assertThat(project.read("run.sh")).isEqualTo("\uFEFFnew");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwxr-x--x");
        assertThat(files(project.root)).containsExactly("run.sh");
    }

    @Test
    void refusesToReplaceAReadOnlyFile() throws Exception {
        Files.setPosixFilePermissions(project.file("a", "x"), PosixFilePermissions.fromString("r--r--r--"));
        project.call("read_file", "path", "a");
        assertThatThrownBy(() -> project.call("write_file", "path", "a", "content", "y"))
                .hasMessageContaining("read-only");
        assertThat(project.read("a")).isEqualTo("x");
    }

    @Test
    void breaksHardLinksInsteadOfWritingThroughThem() throws Exception {
        var victim = Files.writeString(project.outside.resolve("victim"), "old");
        Files.createLink(project.root.resolve("hard"), victim);
        project.call("read_file", "path", "hard");
        project.call("write_file", "path", "hard", "content", "new");
        assertThat(victim).hasContent("old");
        assertThat(project.read("hard")).isEqualTo("new");
    }

    @Test
    void replacesTheOneOccurrence() throws Exception {
        project.file("a.txt", "one\ntwo\nthree\n");
        assertThat(project.text("edit_file", "path", "a.txt", "oldText", "two", "newText", "2"))
                .isEqualTo("edited a.txt, line 2");
        assertThat(project.read("a.txt")).isEqualTo("one\n2\nthree\n");
    }

    @Test
    void insistsOnASingleOccurrenceUnlessAllAreMeant() throws Exception {
        project.file("a.txt", "x\ny\nx\n");
        assertThatThrownBy(() -> project.call("edit_file", "path", "a.txt", "oldText", "x", "newText", "z"))
                .hasMessageContaining("2 times in a.txt, at lines 1, 3");
        project.call("edit_file", "path", "a.txt", "oldText", "x", "newText", "z", "replaceAll", true);
        assertThat(project.read("a.txt")).isEqualTo("z\ny\nz\n");
    }

    @Test
    void keepsWindowsLineEnds() throws Exception {
        project.file("a.txt", "one\r\ntwo  \r\nthree\r\nfour\r\n");
        project.call("edit_file", "path", "a.txt", "oldText", "two\nthree\n", "newText", "2\n3\n");
        assertThat(project.read("a.txt")).isEqualTo("one\r\n2\r\n3\r\nfour\r\n");
        project.call("edit_file", "path", "a.txt", "oldText", "four", "newText", "4\n5");
        assertThat(project.read("a.txt")).isEqualTo("one\r\n2\r\n3\r\n4\r\n5\r\n");
    }

    @Test
    void putsUnixLineEndsIntoUnixFiles() throws Exception {
        project.file("a.txt", "one\ntwo\t \nthree\n");
        project.call("edit_file", "path", "a.txt", "oldText", "one\r\ntwo\r\n", "newText", "1\r\n2\r\n");
        assertThat(project.read("a.txt")).isEqualTo("1\n2\nthree\n");
    }

    @Test
    void leavesEveryOtherByteAsItIs() throws Exception {
        for (var charset : List.of(ISO_8859_1, UTF_16LE, UTF_16BE)) {
            var mark = charset.equals(ISO_8859_1) ? "" : "\uFEFF";
            project.file("a.txt", (mark + "ä\r\nmixed\nö \u0080\r\n\r\n").getBytes(charset));
            project.call("edit_file", "path", "a.txt", "oldText", "mixed", "newText", "ü");
            assertThat(Files.readAllBytes(project.root.resolve("a.txt")))
                    .isEqualTo((mark + "ä\r\nü\nö \u0080\r\n\r\n").getBytes(charset));
        }
    }

    @Test
    void refusesCharactersThatTheFileCanNotHold() throws Exception {
        project.file("a.txt", "grün".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> project.call("edit_file", "path", "a.txt", "oldText", "gr", "newText", "€"))
                .hasMessageContaining("ISO-8859-1");
        assertThat(Files.readAllBytes(project.root.resolve("a.txt"))).isEqualTo("grün".getBytes(ISO_8859_1));
    }

    @Test
    void namesTheNearestPlacesWhenTheTextIsNotThere() throws Exception {
        project.file("A.java", "class A {\n    int count = 1;\n    int size() {\n        return count;\n    }\n}\n");
        assertThatThrownBy(() -> project.call(
                        "edit_file", "path", "A.java", "oldText", "int size() {\n  return cnt;", "newText", "x"))
                .hasMessageContaining("oldText was not found in A.java")
                .hasMessageContaining("3\t    int size() {\n4\t        return count;");
    }

    @Test
    void namesTheParameterThatIsWrong() {
        assertInvalid("read_file", "path is missing");
        assertInvalid("read_file", "path is a string, not 7", "path", 7);
        assertInvalid(
                "read_file", "startLine is a whole number from 1 to 2147483647, not x", "path", "a", "startLine", "x");
        assertInvalid(
                "read_file",
                "there is no parameter file; there are: path, startLine, endLine",
                "path",
                "a",
                "file",
                "b");
        assertInvalid("run_command", "timeout is a whole number from 1 to 600000", "command", "a", "timeout", 600_001);
        assertInvalid("find_files", "type is file, directory or both, not link", "pattern", "*", "type", "link");
        assertInvalid("grep_search", "not a regular expression", "pattern", "(");
        assertInvalid("edit_file", "oldText is empty", "path", "a", "oldText", "", "newText", "b");
    }

    private void assertInvalid(String tool, String message, Object... parameters) {
        assertThatThrownBy(() -> project.prepare(tool, parameters))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        ToolException.class,
                        e -> assertThat(e.toResult("call_1").errorCode()).isEqualTo("invalid_parameters"));
    }

    @Test
    void listsAFolder() throws Exception {
        project.file("b.txt", "12345");
        project.file("a/c.txt", "");
        Files.createSymbolicLink(project.root.resolve("link"), Path.of("b.txt"));
        assertThat(project.text("list_directory")).isEqualTo("a/\nb.txt  5 B\nlink -> b.txt");
        assertThatThrownBy(() -> project.call("list_directory", "path", "b.txt"))
                .hasMessageContaining("not a folder");
    }

    @Test
    void settlesByHashWhetherAChangeTookPlace() throws Exception {
        project.file("a.txt", "one");
        var edit = project.prepare("edit_file", "path", "a.txt", "oldText", "one", "newText", "two");
        var evidence = edit.evidence();
        var tool = TestProject.tool("edit_file");
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.NotDone());
        edit.run(project.context());
        assertThat(tool.recover(evidence, project.scratch())).isInstanceOf(Recovered.Done.class);
        project.file("a.txt", "three");
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.Unknown());
    }

    @Test
    void settlesWhetherANewFileWasWrittenAndTakesAwayWhatACrashLeft() throws Exception {
        var write = project.prepare("write_file", "path", "new.txt", "content", "x");
        var evidence = write.evidence();
        var traces = CallEvidence.parse(evidence).traces();
        project.file(traces.fresh(0).toString(), "half");
        Files.createDirectory(project.root.resolve(traces.folder()));
        var tool = TestProject.tool("write_file");
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.NotDone());
        assertThat(files(project.root)).isEmpty();
        write.run(project.context());
        assertThat(tool.recover(evidence, project.scratch())).isInstanceOf(Recovered.Done.class);
    }

    @Test
    void givesNoEvidenceForAnEditThatWouldFail() throws Exception {
        project.file("a.txt", "one");
        var edit = project.prepare("edit_file", "path", "a.txt", "oldText", "two", "newText", "three");
        assertThatThrownBy(edit::evidence).isInstanceOf(ToolException.class).hasMessageContaining("not found");
    }

    @Test
    void isSmallInTokens() {
        var size = new BuiltinTools()
                .tools().stream()
                        .map(tool -> tool.spec().description() + tool.spec().inputSchema())
                        .mapToInt(String::length)
                        .sum();
        assertThat(size).isLessThan(9500);
    }

    private static List<String> files(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.skip(1)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void isOldOrNewButNeverMixedForWhoeverReadsMeanwhile() throws Exception {
        var contents = IntStream.range(0, 2)
                .mapToObj(i -> String.valueOf(i).repeat(200_000))
                .toList();
        var path = project.file("a.txt", contents.getFirst());
        project.call("read_file", "path", "a.txt");
        var writing = new FutureTask<>(() -> {
            for (var i = 1; i < 200; i++) {
                project.call("write_file", "path", "a.txt", "content", contents.get(i % 2));
            }
            return "written";
        });
        Thread.ofVirtual().start(writing);
        while (!writing.isDone()) {
            assertThat(contents.contains(Files.readString(path))).isTrue();
        }
        assertThat(writing.get()).isEqualTo("written");
    }
}
