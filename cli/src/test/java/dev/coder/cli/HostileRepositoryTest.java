package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.ChildEnvironment;
import dev.coder.cli.execute.UnaskedEnvironment;
import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.Decision;
import dev.coder.policy.Places;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real git in repositories that name programs: what is allowed unasked, in the environment that it is run with, starts
/// none of them.
@NeedsProgram("git")
class HostileRepositoryTest {

    private static final List<String> READERS = List.of(
            "git status",
            "git status -s",
            "git diff",
            "git diff HEAD~1",
            "git log -p -2",
            "git log --oneline",
            "git show HEAD",
            "git blame a.txt",
            "git grep -n a",
            "git branch -v",
            "git stash list",
            "git ls-files",
            "git describe --all",
            "git shortlog -s HEAD",
            "git reflog",
            "git cat-file -p HEAD",
            "git diff --stat",
            "git config --list",
            "git remote -v",
            "git tag");

    @TempDir
    private Path folder;

    private Path project = Path.of("");
    private Path evil = Path.of("");

    @BeforeEach
    void makeRepository() throws Exception {
        folder = folder.toRealPath();
        project = Files.createDirectories(folder.resolve("home/project"));
        evil = folder.resolve("home/project/evil.sh");
        Files.writeString(evil, "#!/bin/sh\ntouch " + folder + "/pwned\ncat \"$@\"\n");
        assertThat(evil.toFile().setExecutable(true)).isTrue();
        set("git init -q . && git config user.email a@example.com && git config user.name a"
                + " && echo a > a.txt && git add . && git commit -qm a"
                + " && echo b > a.txt && git commit -qam b && echo c > a.txt && touch b.txt && git add b.txt");
    }

    @Test
    void readsAnOrdinaryRepositoryUnasked() throws Exception {
        for (var reader : READERS) {
            assertThat(judge(reader, project)).as(reader).isInstanceOf(Decision.Allow.class);
            assertThat(run(reader, project)).as(reader).isZero();
        }
    }

    @Test
    void leavesTheRepositoryAsItIs() throws Exception {
        set("git checkout-index -a -f && touch a.txt");
        var index = Files.readAllBytes(project.resolve(".git/index"));
        for (var reader : READERS) {
            run(reader, project);
        }
        assertThat(Files.readAllBytes(project.resolve(".git/index"))).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git config core.fsmonitor EVIL",
                "git config core.pager EVIL && git config pager.log EVIL",
                "git config diff.external EVIL",
                "git config diff.x.textconv EVIL && echo '*.txt diff=x' > .gitattributes",
                "git config diff.x.command EVIL && echo '*.txt diff=x' > .gitattributes",
                "git config filter.x.clean EVIL && git config filter.x.smudge EVIL && echo '*.txt filter=x' > .gitattributes",
                "git config filter.x.process EVIL && echo '*.txt filter=x' > .gitattributes",
                "git config core.hooksPath . && cp EVIL post-index-change && cp EVIL pre-commit",
                "cp EVIL .git/hooks/post-index-change; cp EVIL .git/hooks/fsmonitor-watchman",
                "git config log.showSignature true && git config gpg.program EVIL",
                "git config alias.status '!EVIL' && git config alias.log '!EVIL'",
                "git config core.sshCommand EVIL && git config credential.helper EVIL",
                "git config include.path ../more && printf '[core]\\nfsmonitor = EVIL\\n' > more",
                "git config --add 'includeIf.gitdir:/.path' ../more && printf '[core]\\nfsmonitor = EVIL\\n' > more",
                "git config extensions.worktreeConfig true && git config --worktree core.fsmonitor EVIL",
                "printf '[core] fsmonitor = EVIL\\n' >> .git/config",
                "printf '[CORE]\\n\\tFsMonitor = \"EVIL\"\\n' >> .git/config",
                "printf '[core]\\nfilemode = true\\\\\\nx\\nfsmonitor = EVIL\\n' >> .git/config",
                "mv .git real && echo 'gitdir: real' > .git && git config core.fsmonitor EVIL",
                "git config core.editor EVIL && git config sequence.editor EVIL",
                "git config interactive.diffFilter EVIL && git config core.askPass EVIL",
                "git config core.alternateRefsCommand EVIL",
                "git config trailer.x.command EVIL && git config format.pretty '%(trailers) %G?' && git config gpg.program EVIL"
            })
    void startsNothingThatTheRepositoryNames(String setting) throws Exception {
        set(setting.replace("EVIL", evil.toString()));
        requireThatNothingRuns(project);
    }

    @Test
    void startsNothingInSubmodulesAndBareRepositories() throws Exception {
        set(
                "git init -q sub && cd sub && git config user.email a@b.c && git config user.name a && git commit -q --allow-empty -m a"
                        + " && cd .. && git add sub && git commit -qm sub && cd sub && git config core.fsmonitor "
                        + evil);
        requireThatNothingRuns(project);
        requireThatNothingRuns(project.resolve("sub"));
        set("printf '[submodule \"sub\"]\\npath = sub\\nurl = x\\nignore = none\\n' > .gitmodules");
        requireThatNothingRuns(project);
        set("git init -q --bare bare && git -C bare config core.fsmonitor " + evil
                + " && git -C bare config core.bare false && git -C bare config core.worktree ..");
        requireThatNothingRuns(project.resolve("bare"));
    }

    @Test
    void theRestOfTheEnvironmentNamesNothingEither() {
        var hostile = Map.of(
                "BASH_ENV",
                "x",
                "ENV",
                "x",
                "BASH_FUNC_ls%%",
                "() { x; }",
                "GREP_OPTIONS",
                "-f x",
                "LESSOPEN",
                "x",
                "RIPGREP_CONFIG_PATH",
                "x",
                "LD_PRELOAD",
                "x",
                "GIT_EXTERNAL_DIFF",
                "x",
                "PATH",
                "/usr/bin:bin");
        assertThat(UnaskedEnvironment.of(ChildEnvironment.of(hostile)))
                .doesNotContainKeys(
                        "BASH_ENV",
                        "ENV",
                        "BASH_FUNC_ls%%",
                        "GREP_OPTIONS",
                        "LESSOPEN",
                        "RIPGREP_CONFIG_PATH",
                        "LD_PRELOAD",
                        "GIT_EXTERNAL_DIFF")
                .containsEntry("PATH", "/usr/bin")
                .containsEntry("GIT_PAGER", "cat");
    }

    /// Each reader is asked for, or starts nothing.
    private void requireThatNothingRuns(Path where) throws Exception {
        for (var reader : READERS) {
            Files.deleteIfExists(folder.resolve("pwned"));
            if (judge(reader, where) instanceof Decision.Allow) {
                run(reader, where);
            }
            assertThat(folder.resolve("pwned")).as(reader).doesNotExist();
        }
    }

    private Decision judge(String command, Path where) {
        var workspace = new Workspace(List.of(project));
        var machine = new RealMachine(workspace, Map.of("PATH", "/usr/bin:/bin"));
        var places = new Places(workspace, folder.resolve("home"), List.of());
        return new CommandJudge(places, machine, CommandRules.NONE)
                .judge(command, where)
                .decision();
    }

    /// As a call that nobody was asked for.
    private int run(String command, Path where) throws Exception {
        return exit(command, where, UnaskedEnvironment.of(ChildEnvironment.of(environment())));
    }

    private void set(String command) throws Exception {
        exit(command, project, environment());
    }

    private Map<String, String> environment() {
        return Map.of("PATH", "/usr/bin:/bin", "HOME", folder.resolve("home").toString());
    }

    private static int exit(String command, Path where, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
