package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the words of `requireConfirmation` and `allowedCommands` mean for commands.
class ProgramRulesTest {

    private static final Path HOME = Path.of("/home/dev");
    private static final Path PROJECT = HOME.resolve("proj");
    private static final Rule.Note NOTE = new Rule.Note("", "config.json:1");
    private static final Map<Path, Path> LINKS = Map.of(PROJECT.resolve("tidy"), Path.of("/usr/bin/rm"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm a",
                "/bin/rm a",
                "../../../bin/rm a",
                "./rm a",
                "./tidy a",
                "RM a",
                "\\rm a",
                "'rm' a",
                "r''m a",
                "r\"m\" a",
                "$'\\x72m' a",
                "env rm a",
                "env -i A=1 /bin/rm a",
                "command rm a",
                "command -p rm a",
                "builtin command rm a",
                "exec rm a",
                "time rm a",
                "time -p rm a",
                "nice -n 5 rm a",
                "nohup rm a &",
                "timeout -k 1 5 rm a",
                "stdbuf -oL rm a",
                "setsid -w rm a",
                "busybox rm a",
                "sudo rm a",
                "sudo -u me rm a",
                "! rm a",
                "ls && rm a",
                "ls; rm a",
                "ls\nrm a",
                "ls | xargs rm",
                "ls | xargs -0 -n1 rm -f",
                "ls | xargs sh -c 'rm $0'",
                "find . -name x -exec rm {} \\;",
                "find . -name x -exec sh -c 'rm \"$1\"' _ {} +",
                "find . -execdir /bin/rm {} +",
                "sh -c 'rm a'",
                "bash -ec \"rm a\"",
                "bash -c 'bash -c \"rm a\"'",
                "eval 'rm a'",
                "eval r\\m a",
                "trap 'rm a' EXIT",
                "alias x='rm a'; x",
                "f() { rm a; }; f",
                "f() { \"$@\"; }; f rm a",
                "(rm a)",
                "{ rm a; }",
                "if true; then rm a; fi",
                "for f in *; do rm \"$f\"; done",
                "echo $(rm a)",
                "echo `rm a`",
                "cat <(rm a)",
                "rm a > /dev/null 2>&1",
                ">x rm a",
                "X=1 rm a",
                "{rm,a}",
                "r{m,} a",
                "ssh host rm a",
                "ssh host 'cd x && rm a'",
                "python3 -c \"import os; os.system('rm a')\"",
                "git -c alias.x='!rm a' x",
                "git rebase --exec='rm a' main",
                "npm exec -c 'rm a'",
                "parallel rm ::: a",
                "watch 'rm a'",
                "printf 'rm a' | sh",
                "hash -p /bin/rm x; x a",
                "bash <<< 'rm a'",
                "bash <<EOF\nrm a\nEOF",
                // what it runs does not stand there
                "$X a",
                "${X:-y} a",
                "a=r; b=m; $a$b a",
                "$(echo r)m a",
                "`cat name` a",
                "/bin/r? a",
                "/bin/[r]m a",
                "env $X a",
                "env r{m..m} a",
                "find . -exec {} \\;",
                "ls | xargs env",
                "ls | xargs -I{} {}",
                "cat list | sh",
                "bash -s < list",
                "bash -c \"$X\"",
                "eval \"$X\"",
                "for p in r m; do $p a; done",
                "sh -c '$0 a' r''m",
                "git -c alias.x='!r\"\"m f' x",
                "ssh localhost 'r\\m f'",
                "tar -I'rm f' -cf a.tar b",
                "base64 -d list | busybox sh",
                "env -Srm\\ a",
                "env '-ivSrm a'",
                "env --split-string='r\"\"m a'",
                ". <(cat list)",
                "source /dev/stdin < list",
                "cat list | bash /dev/stdin",
                "cat list | bash /dev/fd/0",
                "cat list | bash -- /proc/self/fd/0",
                "cat <<E\n`$(echo r)m a`\nE",
            })
    void asksForAProgramInEveryModeHoweverItIsCalled(String command) {
        var rules = List.of(Rule.confirmed("rm", NOTE));
        for (var mode : List.of(ApprovalMode.ASK, ApprovalMode.EDITS, ApprovalMode.AUTO, ApprovalMode.BYPASS)) {
            var said = word(decide(mode, rules, List.of(), command));
            assertThat(said)
                    .as(command + " in " + mode)
                    .isIn(mode == ApprovalMode.BYPASS ? List.of("ask") : List.of("ask", "deny"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make",
                "npm run build && git add -A",
                "echo x > out",
                "X=1; cat $X > out",
                "for f in *.c; do cc -c $f; done",
                "git commit -m 'rm is gone'",
                "git commit -am rm",
                "grep -rn rm src",
                "which rm",
                "bash build.sh \"$X\"",
                "bash -c 'make all'",
                "env A=1 make",
                "timeout 5 make",
                "find . -name '*.o' -exec touch {} +",
                "ls | xargs -n1 touch",
                "[ -f x ] && make",
                "[[ -f $x ]] && make",
                "cp rm.txt perform",
            })
    void leavesOtherCommandsAlone(String command) {
        assertThat(word(decide(ApprovalMode.BYPASS, List.of(Rule.confirmed("rm", NOTE)), List.of(), command)))
                .isEqualTo("allow");
    }

    @Test
    void deletingIsAlsoWhatAProgramDoes() {
        var rules = List.of(Rule.confirmed(Set.of(Verb.DELETE), NOTE));
        for (var command : List.of("rm a", "ls | xargs unlink", "find . -name x -delete", "git rm -f a && rmdir b")) {
            assertThat(word(decide(ApprovalMode.BYPASS, rules, List.of(), command)))
                    .as(command)
                    .isEqualTo("ask");
        }
        assertThat(word(decide(ApprovalMode.BYPASS, rules, List.of(), "make"))).isEqualTo("allow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "git, npm  | git push --force           | allow",
                "git, npm  | npm run build && git add . | allow",
                "git, npm  | npm test; make             | ask",
                "git, npm  | npm test > out             | ask",
                "git, npm  | ./git push                 | ask",
                "git, npm  | gitk                       | ask",
                "git, npm  | sudo npm i                 | deny",
                "git       | git -c alias.x=!make x     | ask",
                "git       | git config core.pager make | ask",
                "git       | git bisect run make        | ask",
                "git       | git add config             | allow",
                "npm test  | npm test                   | allow",
                "npm test  | npm test -u                | ask",
                "npm run * | npm run build -v           | allow",
                "cp        | cp a b                     | allow",
                "cp        | cp a .git/hooks/post-commit| ask",
                "cp        | cp a .vscode/tasks.json    | ask",
                "cp        | cp .env b                  | ask",
                "cp a .envrc | cp a .envrc              | allow",
                "cp        | cp a /etc/passwd           | deny",
                "cp        | cp ~/.ssh/id_rsa b         | ask",
                "rm        | rm -rf build               | allow",
                "rm        | rm -rf ..                  | deny",
            })
    void aProgramOfTheUserGoesUnasked(String entries, String command, String verdict) {
        var rules = allowed(entries).map(entry -> Rule.allowed(entry, NOTE)).toList();
        var said = word(decide(ApprovalMode.ASK, rules, List.of(), command));
        assertThat(said.equals("deny") && verdict.equals("ask") ? "ask" : said).isEqualTo(verdict);
    }

    @Test
    void whatIsAlwaysAskedForOrDeniedIsStronger() {
        var rules = List.of(Rule.allowed(AllowedCommand.of("git"), NOTE), Rule.confirmed("git push", NOTE));
        assertThat(word(decide(ApprovalMode.ASK, rules, List.of(), "git push"))).isEqualTo("ask");
        assertThat(word(decide(ApprovalMode.ASK, rules, List.of(), "git pull"))).isEqualTo("allow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                // only git, npm test          § what is done     § in bypass mode
                "git push                      § allow",
                "/usr/bin/git push             § allow",
                "env A=1 git push              § allow",
                "time git push && npm test     § allow",
                "ls | xargs git add            § allow",
                "find . -name x -exec git add {} + § allow",
                "bash -c 'git add . && git commit -m x' § allow",
                "for f in a b; do git add \"$f\"; done § allow",
                "cd sub && git add .           § allow",
                "[ -f a ] && git add a         § allow",
                "git add $(git ls-files)       § allow",
                "git log --format=%s > notes   § allow",
                "echo x | git hash-object --stdin -w § allow",
                "ls -la                        § allow",
                "cat /etc/hosts                § allow",
                "grep -rn x src | head -3      § allow",
                "npm test                      § allow",
                "npm run build                 § deny",
                "make                          § deny",
                "./git push                    § deny",
                "tools/git push                § deny",
                "git push; make                § deny",
                "git push && make              § deny",
                "git push || make              § deny",
                "git push & make               § deny",
                "git log | sh                  § deny",
                "git log | tee out             § deny",
                "git add $(make)               § deny",
                "git add `make`                § deny",
                "git add <(make)               § deny",
                "env make                      § deny",
                "env PATH=x git push           § deny",
                "PATH=$PWD git push            § deny",
                "export PATH=x; git push       § deny",
                "export \"PATH=x\"; git push   § deny",
                "LD_PRELOAD=x git push         § deny",
                "xargs make                    § deny",
                "ls | xargs                    § allow",
                "ls | xargs sh -c              § deny",
                "find . -exec make {} \\;      § deny",
                "find . -delete                § deny",
                "bash -c 'git push; make'      § deny",
                "bash build.sh                 § deny",
                "eval git push                 § allow",
                "eval make                     § deny",
                "eval $X                       § deny",
                "$X push                       § deny",
                "git() { make; }; git push     § deny",
                "trap make EXIT; git push      § deny",
                "echo x > a                    § deny",
                "echo x > a; git push          § deny",
                "> a                           § deny",
                "sort -o a b                   § deny",
                "sed -i s/a/b/ c               § deny",
                "cat $X                        § deny",
                "sudo git push                 § deny",
                "busybox git                   § deny",
                "coproc make                   § deny",
                "git push (                    § deny",
                "let 'x[$(make)]=1'            § deny",
                "let PATH=5; git push          § deny",
                "[[ -v 'a[$(make)]' ]]         § deny",
                "[[ 'a[$(make)]' -eq 1 ]]      § deny",
                "x='a[$(make)]'; echo $((x))   § deny",
                "a=(); unset 'a[$(make)]'      § deny",
                "declare 'a[$(make)]=1'        § deny",
                "declare -n q=PATH; q=x; git push § deny",
                "unset PATH; git push          § deny",
                "PS4='$(make)'; set -x; ls     § deny",
                "BASH_CMDS[git]=./x; git push  § deny",
                "echo {PATH}>/dev/null; git push § deny",
                "echo $((PATH=5)); git push    § deny",
                "[[ PATH=5 -eq 5 ]]; git push  § deny",
                "echo ${PATH:=x}; git push     § deny",
                "[[ -v a ]] && git push        § allow",
                "x=1; echo $((x + 1))          § allow",
                "unset x; echo ${PATH}         § allow",
            })
    void aProjectsFileNarrows(String command, String verdict) {
        var limit = new CommandLimit(allowed("git, npm test").toList(), List.of(), List.of(), "team.json:4");
        var said = decide(ApprovalMode.BYPASS, List.of(), List.of(limit), command);
        assertThat(word(said)).as(said.toString()).isEqualTo(verdict);
        if (verdict.equals("deny")) {
            assertThat(said.rule()).isEqualTo("team.json:4");
            assertThat(said.reason()).contains("team.json:4", "git, npm test");
        }
    }

    @Test
    void aProjectsFileNarrowsWhatHereDocumentsRun() {
        aProjectsFileNarrows("cat <<E\n`make`\nE", "deny");
        aProjectsFileNarrows("cat <<'E'\n`make`\nE", "allow");
    }

    @ParameterizedTest
    @CsvSource({
        "~, make all, allow", "~, git --version, allow", "~, cat ~/x, deny", "~, cat ./x, deny", "~, cat ../x, deny",
        "~, echo x > y, deny", "/, make all, allow", "/, cat /x, deny", "., make all, allow", "., ls ., deny",
        "/usr, make all, allow", "/usr, /usr/bin/make, deny", "/usr, ls /usr/lib, deny", "data, cd data && make, deny"
    })
    void aBlockedFolderAroundTheProjectIsNotNamedByEveryWord(String blocked, String command, String verdict) {
        var roots = new Rule.Roots(List.of(PROJECT), HOME);
        assertThat(word(decide(ApprovalMode.BYPASS, List.of(Rule.blocked(blocked, roots, NOTE)), List.of(), command)))
                .isEqualTo(verdict);
    }

    @Test
    void everyLimitHoldsAndNoneLoosens() {
        var limits = List.of(
                new CommandLimit(allowed("git, npm").toList(), List.of(), List.of(), "team.json:4"),
                new CommandLimit(allowed("git, make").toList(), List.of(), List.of(), "managed.json:1"));
        assertThat(word(decide(ApprovalMode.ASK, List.of(), limits, "git push")))
                .isEqualTo("ask");
        assertThat(word(decide(ApprovalMode.BYPASS, List.of(), limits, "npm i")))
                .isEqualTo("deny");
        assertThat(word(decide(ApprovalMode.BYPASS, List.of(), limits, "make"))).isEqualTo("deny");
        var none = List.of(new CommandLimit(List.of(), List.of(), List.of(), "team.json:4"));
        assertThat(decide(ApprovalMode.AUTO, List.of(), none, "make").reason()).contains("lets no command change");
        assertThat(word(decide(ApprovalMode.AUTO, List.of(), none, "ls"))).isEqualTo("allow");
    }

    @Test
    void whatTheSameFileWantsAskedForIsNotRefused() {
        var limit = new CommandLimit(allowed("git").toList(), List.of(), List.of(), "team.json:4")
                .asking(allowed("rm, sudo").toList());
        var rules = List.of(Rule.confirmed("rm", NOTE), Rule.confirmed("sudo", NOTE));
        for (var command : List.of("rm x", "git add . && rm x", "ls | xargs rm", "sudo id")) {
            assertThat(word(decide(ApprovalMode.BYPASS, rules, List.of(limit), command)))
                    .as(command)
                    .isEqualTo("ask");
        }
        assertThat(word(decide(ApprovalMode.BYPASS, rules, List.of(limit), "rm x; make")))
                .isEqualTo("deny");
    }

    @Test
    void aLimitIsAboutItsProject() {
        var limit = List.of(new CommandLimit(List.of(), List.of(), List.of(HOME.resolve("other")), "team.json:4"));
        assertThat(word(decide(ApprovalMode.BYPASS, List.of(), limit, "make"))).isEqualTo("allow");
        assertThat(word(decide(ApprovalMode.BYPASS, List.of(), limit, "make -C ../other")))
                .isEqualTo("deny");
        assertThat(word(decide(ApprovalMode.BYPASS, List.of(), limit, "cd ../other && make")))
                .isEqualTo("deny");
    }

    @ParameterizedTest
    @CsvSource({
        "python, true",
        "python3.12, true",
        "npm, true",
        "docker, true",
        "bun, true",
        "node, true",
        "bash, true",
        "make, true",
        "ssh, true",
        "env, true",
        "npx *, true",
        "*, true",
        "xargs, true",
        "git, false",
        "npm test, false",
        "ls, false",
        "touch, false"
    })
    void warnsOfProgramsThatRunAnything(String entry, boolean warns) {
        assertThat(AllowedCommand.of(entry).warning().isPresent()).isEqualTo(warns);
        assertThat(Rule.allowed(AllowedCommand.of(entry), NOTE).warning())
                .isEqualTo(AllowedCommand.of(entry).warning());
    }

    private static Stream<AllowedCommand> allowed(String entries) {
        return Arrays.stream(entries.split(", ")).map(AllowedCommand::of);
    }

    private static Decision decide(ApprovalMode mode, List<Rule> rules, List<CommandLimit> limits, String command) {
        var places = new Places(new Workspace(List.of(PROJECT)), HOME, List.of());
        var commands = new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE);
        var all = new Rules(rules, limits, List.of(), new Rule.Roots(List.of(PROJECT), HOME), SizeLimit.NONE, path -> {
            var plain = path.normalize();
            return LINKS.getOrDefault(plain, plain);
        });
        return new ModePolicy(mode, places, mode == ApprovalMode.AUTO, commands, all)
                .decide(List.of(new Effect.RunCommand(command, PROJECT)));
    }

    private static String word(Decision decision) {
        return decision.word();
    }
}
