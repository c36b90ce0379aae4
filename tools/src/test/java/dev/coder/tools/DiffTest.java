package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Effect;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiffTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @Test
    void comparesTwoFiles() throws Exception {
        project.file("a.txt", "one\ntwo words here\nthree\n");
        project.file("b.txt", "one\ntwo words there\nthree\nfour\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(project.text("diff_files", "file1", "a.txt", "file2", "b.txt"))
                .isEqualTo("""
                --- a.txt
                +++ b.txt
                @@ -1,3 +1,4 @@
                 one
                -two words here
                +two words there
                 three
                +four""");
        assertThat(String.join("", project.screen)).isEqualTo("""
                +++ b.txt
                  ⋮
                    1   one
                    2 ~ two words [-here-]{+there+}
                    3   three
                    4 + four
                """);
    }

    @Test
    void showsAsMuchAroundAChangeAsWanted() throws Exception {
        project.file("a.txt", "one\ntwo\nthree\n");
        project.file("b.txt", "one\ntwo\nfour\n");
        assertThat(project.text("diff_files", "file1", "a.txt", "file2", "b.txt", "context", 0, "useDelta", false))
                .isEqualTo("--- a.txt\n+++ b.txt\n@@ -3,1 +3,1 @@\n-three\n+four");
        assertThat(project.text("diff_files", "file1", "a.txt", "file2", "a.txt", "saveToFile", "x", "useDelta", true))
                .startsWith("[the files are the same]")
                .contains("[useDelta is not used:", "[saveToFile is not used:");
        assertThatThrownBy(() -> project.call("diff_files", "file1", "a.txt", "file2", "b.txt", "context", -1))
                .hasMessageContaining("a whole number from 0");
    }

    @Test
    void saysWhenOnlyLineEndsDiffer() throws Exception {
        project.file("a.txt", "one\n");
        project.file("b.txt", "one\r\n");
        assertThat(project.text("diff_files", "file1", "a.txt", "file2", "a.txt"))
                .isEqualTo("[the files are the same]");
        assertThat(project.text("diff_files", "file1", "a.txt", "file2", "b.txt"))
                .contains("in line ends");
        project.file("c.bin", new byte[] {0, 1, 2, (byte) 0xff});
        assertThatThrownBy(() -> project.call("diff_files", "file1", "a.txt", "file2", "c.bin"))
                .hasMessage("the files differ, and c.bin is not text but binary data");
    }

    @Test
    void endsComparisonsThatWouldTakeForEver() throws Exception {
        project.file("a.txt", lines(0, 60_000, "a"));
        project.file("b.txt", lines(0, 60_000, "b"));
        assertThatThrownBy(() -> project.call("diff_files", "file1", "a.txt", "file2", "b.txt"))
                .hasMessageContaining("little in common");
    }

    @Test
    @NeedsProgram("git")
    void showsWhatHasChangedSinceTheLastCommit() throws Exception {
        repository();
        project.file("src/é.txt", "one\ntwo\n");
        commit();
        assertThat(project.text("git_diff")).isEqualTo("[nothing has changed]");
        project.file("src/é.txt", "one\n2\n");
        assertThat(project.text("git_diff")).isEqualTo(unified());
        assertThat(project.text("git_diff", "files", List.of("src"))).isEqualTo(unified());
        assertThat(project.text("git_diff", "files", List.of("other"))).isEqualTo("[nothing has changed]");
        assertThat(project.text("git_diff", "context", 3, "useDelta", false)).isEqualTo(unified());
        assertThat(project.text("git_diff", "saveToFile", "x.diff", "useDelta", true))
                .startsWith(unified())
                .contains("[useDelta is not used:", "[saveToFile is not used: nothing was saved;");
        assertThat(project.text("git_diff", "staged", true)).isEqualTo("[nothing has changed in what is staged]");
        git("add", ".");
        assertThat(project.text("git_diff", "staged", true)).isEqualTo(unified());
        assertThat(project.prepare("git_diff", "files", List.of("src")).effects())
                .containsExactly(new Effect.ReadFile(project.root.resolve("src")));
    }

    private static String unified() {
        return """
                diff --git a/src/é.txt b/src/é.txt
                index 814f4a4..99b356d 100644
                --- a/src/é.txt
                +++ b/src/é.txt
                @@ -1,2 +1,2 @@
                 one
                -two
                +2""";
    }

    @Test
    @NeedsProgram("git")
    void cutsLongDiffs() throws Exception {
        repository();
        project.file("a.txt", lines(0, 5000, "a"));
        commit();
        project.file("a.txt", lines(0, 5000, "b"));
        assertThat(project.text("git_diff"))
                .hasSizeBetween(30_000, 41_000)
                .contains(" more lines of this diff were left out");
    }

    @Test
    @NeedsProgram("git")
    void keepsSecretsBackUnlessTheyAreNamed() throws Exception {
        repository();
        project.file(".env", "KEY=1\n");
        project.file("a.txt", "1\n");
        commit();
        project.file(".env", "KEY=2\n");
        project.file("a.txt", "2\n");
        assertThat(project.text("git_diff"))
                .contains("+2")
                .doesNotContain("KEY")
                .endsWith("[changed, but not shown, as it commonly holds secrets: .env]");
        assertThat(project.text("git_diff", "files", List.of(".env"))).contains("+KEY=2");
    }

    /// Each of these writes a file when it runs.
    @Test
    @NeedsProgram("git")
    void runsNothingThatTheRepositoryNames() throws Exception {
        repository();
        project.file("a.txt", "one\n");
        project.file(".gitattributes", "*.txt diff=evil filter=evil\n");
        commit();
        var evil = Files.writeString(folder.resolve("evil.sh"), "#!/bin/sh\ntouch " + folder + "/ran-$1\ncat\n");
        Files.setPosixFilePermissions(evil, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var setting : List.of(
                "core.fsmonitor",
                "core.pager",
                "pager.diff",
                "diff.external",
                "diff.evil.command",
                "diff.evil.textconv",
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "core.sshCommand",
                "core.editor")) {
            git("config", setting, evil + " " + setting);
        }
        git("config", "filter.evil.required", "true");
        Files.createSymbolicLink(project.root.resolve(".git/hooks/post-index-change"), evil);
        project.file("a.txt", "two\n");
        assertThat(project.text("git_diff")).contains("-one\n+two").contains("[filters were not run");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("ran-"));
        }
    }

    @Test
    @NeedsProgram("git")
    void refusesAWorkingTreeElsewhere() throws Exception {
        repository();
        git("config", "core.worktree", project.outside.toString());
        assertThatThrownBy(() -> project.call("git_diff")).hasMessageContaining("is not trusted");
    }

    @Test
    @NeedsProgram("git")
    void saysThatThereIsNoRepository() {
        assertThatThrownBy(() -> project.call("git_diff")).hasMessageContaining("not a git repository");
        assertThatThrownBy(() -> project.prepare("git_diff", "files", List.of("/etc/passwd")))
                .hasMessage("the files do not lie in one project");
    }

    @Test
    @NeedsProgram("git")
    void takesNamesForNames() throws Exception {
        repository();
        project.file("--output=x", "1\n");
        project.file(":(top)", "1\n");
        commit();
        project.file("--output=x", "2\n");
        project.file(":(top)", "2\n");
        assertThat(project.text("git_diff", "files", List.of("--output=x", ":(top)")))
                .contains("+++ b/--output=x", "+++ b/:(top)");
        assertThat(project.root.resolve("x")).doesNotExist();
    }

    private static String lines(int from, int to, String word) {
        return IntStream.range(from, to).mapToObj(n -> word + n + "\n").collect(Collectors.joining());
    }

    private void repository() throws Exception {
        git("init", "-q");
    }

    private void commit() throws Exception {
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", project.root.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
