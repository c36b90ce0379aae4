package dev.coder.cli.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.Effect;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With `autoCommit`: the turn's files and nothing else, on a branch at rest, without running anything.
@NeedsProgram("git")
class AutoCommitTest {

    private final WatchedProject project;
    private final AutoCommit commits;

    AutoCommitTest(@TempDir Path temp) throws IOException {
        project = new WatchedProject(temp);
        commits = AutoCommit.on(
                Set.of(project.root),
                Map.of("PATH", "/usr/bin:/bin", "HOME", temp.toString()),
                Map.of(
                        "GIT_AUTHOR_NAME",
                        "a",
                        "GIT_AUTHOR_EMAIL",
                        "a@localhost",
                        "GIT_COMMITTER_NAME",
                        "a",
                        "GIT_COMMITTER_EMAIL",
                        "a@localhost"));
    }

    @BeforeEach
    void repository() throws Exception {
        project.shell("git init -q -b main; git config user.name u; git config user.email u@localhost;"
                + " echo 1 > clean; echo 1 > dirty; echo 1 > staged; echo 1 > gone; ln -s clean link; echo '*.log' > .gitignore;"
                + " mkdir d; echo 1 > d/f; git add .; git commit -qm start;"
                + " printf '#!/bin/sh\\ntouch hook-ran\\nexit 1\\n' | tee .git/hooks/pre-commit .git/hooks/commit-msg"
                + " .git/hooks/reference-transaction >/dev/null; chmod +x .git/hooks/*");
    }

    private void turn(String command) throws IOException, InterruptedException {
        project.turn(
                project.checkpoints(commits),
                List.of(new Effect.RunCommand("x", project.root)),
                () -> project.shell(command));
    }

    private String git(String arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder("bash", "-c", "git " + arguments)
                .directory(project.root.toFile())
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void commitsTheTurnsFilesAndLeavesTheUsersAlone() throws Exception {
        project.shell("echo mine >> dirty; echo mine >> staged; git add staged; echo mine > untracked");
        turn(
                "echo 2 > clean; rm gone; ln -sfn dirty link; echo theirs >> dirty; echo theirs >> untracked; echo x > new;"
                        + " echo log > a.log; chmod +x clean; rm -r d; echo now a file > d; git init -q sub; echo n > sub/n");

        assertThat(git("log -1 --format=%s%n%b"))
                .startsWith("prompt 1\n")
                .contains("Coder-Session: ses_test", "Co-authored-by: Coder");
        assertThat(git("show --name-status --no-renames --format= HEAD"))
                .isEqualTo("M\tclean\nA\td\nD\td/f\nD\tgone\nM\tlink\nA\tnew");
        assertThat(git("status --porcelain")).isEqualTo("M dirty\nM  staged\n?? sub/\n?? untracked".strip());
        assertThat(git("ls-tree HEAD clean")).startsWith("100755");
        assertThat(project.file("hook-ran")).doesNotExist();
        assertThat(project.notices).singleElement().asString().startsWith("Committed as ");
    }

    @Test
    void makesNoEmptyCommit() throws Exception {
        turn("echo log > a.log; mkdir empty");
        turn("echo 3 > clean; git add clean; git -c core.hooksPath=/dev/null commit -qm own");

        assertThat(git("log --format=%s")).isEqualTo("own\nstart");
        assertThat(project.notices).isEmpty();
    }

    @Test
    void makesNoneWhereNoBranchIsCheckedOutOrAMergeIsUnderWay() throws Exception {
        project.shell("git -c core.hooksPath=/dev/null checkout -q --detach");
        turn("echo 2 > clean");
        project.shell("git -c core.hooksPath=/dev/null checkout -qf main; git rev-parse HEAD > .git/MERGE_HEAD");
        turn("echo 3 > clean");

        assertThat(git("log --all --format=%s")).isEqualTo("start");
        assertThat(project.notices)
                .containsExactly(
                        "This turn was not committed: no branch is checked out",
                        "This turn was not committed: a rebase, merge, cherry-pick, revert or bisect is under way");
    }

    @Test
    void makesTheFirstCommitOfARepository() throws Exception {
        project.shell("rm -rf .git; git init -q -b main");
        turn("echo x > first");

        assertThat(git("ls-tree -r --name-only HEAD")).isEqualTo("first");
    }

    @Test
    void doesNothingWhereThereIsNoRepository() throws Exception {
        project.shell("rm -rf .git");
        turn("echo x > first");

        assertThat(project.notices).isEmpty();
        project.undo();
        assertThat(project.file("first")).doesNotExist();
    }
}
