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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With `autoCommit`: the turn's files and nothing else, on a branch at rest, without running anything.
@NeedsProgram("git")
class AutoCommitTest {

    private final WatchedProject project;
    private final AutoCommit commits;
    private boolean busy;

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
                        "a@localhost"),
                () -> busy);
    }

    @BeforeEach
    void repository() throws Exception {
        project.shell("git init -q -b main; git config user.name u; git config user.email u@localhost; echo 1 > clean;"
                + " echo 1 > dirty; echo 1 > staged; echo 1 > gone; ln -s clean link; echo '*.log' > .gitignore; mkdir d;"
                + " echo 1 > d/f; git add .; git commit -qm start; printf '#!/bin/sh\\n"
                + "touch hook-ran\\n"
                + "exit 1\\n"
                + "' | tee .git/hooks/pre-commit .git/hooks/commit-msg .git/hooks/reference-transaction >/dev/null; chmod"
                + " +x .git/hooks/*");
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
        turn("echo 2 > clean; rm gone; ln -sfn dirty link; echo theirs >> dirty; echo theirs >> untracked; echo x >"
                + " new; echo log > a.log; chmod +x clean; rm -r d; echo now a file > d; git init -q sub; echo n >"
                + " sub/n");

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

    /// What a repository may name, in its settings and in its files. `EVIL` is a program that leaves a mark.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "git config filter.x.clean EVIL; echo '*.ts filter=x' > .gitattributes",
                "git config filter.x.clean EVIL; git config filter.x.required true; echo '* filter=x' >"
                        + " .git/info/attributes",
                "git config filter.x.process EVIL; git config core.attributesFile .attr; echo '* filter=x' > .attr",
                "git config filter.a.b.clean EVIL; echo '*.ts filter=a.b' > .gitattributes",
                "printf '[filter \"x\"] clean = EVIL\\n"
                        + "' > more; git config include.path ../more; echo '* filter=x' > .gitattributes",
                "printf '[filter \"x\"]\\nclean = EVIL\\n' > more; git config 'includeIf.gitdir:**.path' ../more;"
                        + " echo '* filter=x' > .gitattributes",
                "git config extensions.worktreeConfig true; git config --worktree filter.x.clean EVIL;"
                        + " echo '* filter=x' > .gitattributes",
                "git config core.fsmonitor EVIL",
                "git config core.hooksPath .; for hook in reference-transaction post-index-change; do cp EVIL $hook;"
                        + " done",
                "for hook in reference-transaction post-index-change; do cp EVIL .git/hooks/$hook; done",
                "git config hook.x.command EVIL; git config hook.x.event reference-transaction",
                "git config commit.gpgSign true; git config gpg.program EVIL; git config gpg.format openpgp",
                "git config gpg.format ssh; git config gpg.ssh.program EVIL; git config commit.gpgSign true",
                "git config core.pager EVIL; git config pager.status true; git config core.editor EVIL",
                "git config alias.status '!EVIL'; git config alias.rev-parse '!EVIL'; git config credential.helper"
                        + " EVIL",
                "git config diff.external EVIL; git config diff.x.textconv EVIL; echo '* diff=x' > .gitattributes",
                "git config merge.x.driver EVIL; echo '* merge=x' > .gitattributes",
                "git config core.alternateRefsCommand EVIL; git config trailer.x.command EVIL",
                "git config core.repositoryformatversion 1; git config extensions.partialClone o; git config"
                        + " remote.o.url 'ext::EVIL'; git config protocol.ext.allow always; git config remote.o.promisor"
                        + " true; rm -rf .git/objects/??",
                "git config core.repositoryformatversion 1; git config extensions.partialClone o; git config"
                        + " remote.o.url a:b; git config core.sshCommand EVIL; git config remote.o.promisor true; rm -rf"
                        + " .git/objects/??",
                "git init -q sub; cd sub; echo '* filter=x' > .gitattributes; echo 1 > f; git add .; git commit -qm s;"
                        + " git config filter.x.clean EVIL; git config core.fsmonitor EVIL; cd ..; git add sub; git commit"
                        + " -qm s; printf '[submodule \"sub\"]\\n"
                        + "path = sub\\n"
                        + "url = x\\n"
                        + "ignore = none\\n"
                        + "' > .gitmodules; echo 2 > sub/f",
                "mv .git real; echo 'gitdir: real' > .git; git config filter.x.clean EVIL; echo '* filter=x' >"
                        + " .gitattributes",
            })
    void runsNothingThatTheRepositoryNames(String setting) throws Exception {
        var evil = project.state.resolve("evil.sh");
        project.shell("printf '#!/bin/sh\\ntouch %s/pwned\\ncat\\n' " + project.state + " > " + evil + "; chmod +x "
                + evil
                + "; git config core.hooksPath /dev/null; echo 1 > a.ts; git add a.ts; git commit -qm ts; git config"
                + " --unset"
                + " core.hooksPath;"
                + " rm .git/hooks/*;"
                + " (" + setting.replace("EVIL", evil.toString()) + ") >/dev/null 2>&1 || true; rm -f "
                + project.state + "/pwned; touch -d '2 days' a.ts clean");
        turn("echo 2 > a.ts; echo 2 > clean; echo 2 > new.ts");

        assertThat(project.state.resolve("pwned")).doesNotExist();
    }

    @Test
    void leavesAFileOutThatHasAFilterAndSaysSo() throws Exception {
        project.shell(
                "git config filter.x.clean 'sed s/2/3/'; git config core.hooksPath /dev/null; echo '*.ts filter=x' >"
                        + " .gitattributes; echo 1 > a.ts; git add .; git commit -qm ts");
        turn("echo 2 > a.ts; echo 2 > clean");

        assertThat(git("show --name-only --format= HEAD")).isEqualTo("clean");
        assertThat(project.notices)
                .anyMatch(notice -> notice.equals(
                        "Not committed, because git would run a filter for it: a.ts; commit it yourself"));
    }

    @Test
    void commitsNothingWhereAProcessInTheSandboxLives() throws Exception {
        busy = true;
        turn("echo 2 > clean");
        busy = false;
        turn("echo 3 > new");

        assertThat(git("log --format=%s")).isEqualTo("prompt 2\nstart");
        assertThat(project.notices.getFirst())
                .isEqualTo("This turn was not committed: a process that it started in the sandbox was still running");
    }

    @Test
    void doesNothingWhereTheWorkingTreeIsSaidToBeElsewhere() throws Exception {
        project.shell("mkdir ../elsewhere; git config core.worktree " + project.root.resolveSibling("elsewhere"));
        turn("echo 2 > clean");

        assertThat(git("log --format=%s")).isEqualTo("start");
    }
}
