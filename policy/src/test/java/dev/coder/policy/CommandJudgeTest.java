package dev.coder.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandVerdict.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandJudgeTest {

    private static final Path HOME = Path.of("/home/dev");
    private static final Path PROJECT = HOME.resolve("proj");
    private static final Places PLACES = new Places(new Workspace(List.of(PROJECT)), HOME, List.of());

    /// A machine with one link, one pattern that finds files, one program of the project's, and one odd repository.
    private record ScriptedMachine() implements Machine {

        @Override
        public Path resolve(Path path) {
            var plain = path.normalize();
            var link = PROJECT.resolve("link");
            return plain.startsWith(link)
                    ? Path.of("/etc").resolve(link.relativize(plain)).normalize()
                    : plain;
        }

        @Override
        public List<String> matches(Path folder, String pattern) {
            return Map.of("*.txt", List.of("--files0-from=x.txt", "a.txt"), "*.md", List.of("a.md", "link"))
                    .getOrDefault(pattern, List.of());
        }

        @Override
        public boolean isForeign(String program) {
            return program.equals("file");
        }

        @Override
        public boolean hasGitHelpers(Path folder) {
            return folder.endsWith("evil");
        }
    }

    /// Keys lie in `keys`, and in its hidden folder.
    private record KeyedMachine() implements Machine {

        @Override
        public boolean anyBelow(Path folder, boolean hidden, Predicate<Path> wanted) {
            return PROJECT.resolve("keys").startsWith(folder)
                    && wanted.test(PROJECT.resolve(hidden ? "keys/.env" : "keys/a.txt"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grep -r x .                     | ask",
                "grep -r x                       | ask",
                "egrep -rn x keys                | ask",
                "grep -rn x src                  | allow",
                "grep -rn x . --include='*.java' | allow",
                "grep -rn x . --include='*'      | ask",
                "grep -n x keys/a.txt            | allow",
                "rg x                            | allow",
                "rg --hidden x                   | ask",
                "rg -u. x keys                   | ask",
                "rg --hidden x src               | allow",
                "rg x -g 'keys/**'               | ask",
                "rg x -g '!dist'                 | allow",
                "rg --hidden --files             | allow",
                "git grep --untracked x          | ask",
                "git grep x                      | allow",
                "diff -r --no-dereference keys b | ask",
                "ls -R                           | allow"
            })
    void asksForSearchesThatWouldReadSecrets(String command, String verdict) {
        assertThat(judge(CommandRules.NONE, new KeyedMachine(), command)
                        .decision()
                        .word())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd a; %cd a; ",
                "eval %eval ",
                "find . %-exec rm {} + ",
                "a=aaaaaaaa; %a=$a$a; ",
                "xargs %xargs ",
                "ls %| cat ",
                "ls %; cd a || ls "
            })
    @Timeout(20)
    void endsSoonOnWhatIsMadeToKeepItBusy(String startAndRest) {
        var parts = startAndRest.split("%");
        var command = parts[0] + parts[1].repeat(9_000 / parts[1].length()) + "\ntouch x";
        assertThat(judge(CommandRules.NONE, Machine.UNSEEN, command).decision()).isNotInstanceOf(Decision.Allow.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat link/passwd         | ask",
                "cat lin/passwd          | allow",
                "cd link && ls           | ask",
                "cd src && cat ../link/x | ask",
                "wc *.txt                | ask",
                "cat *.md                | ask",
                "cat *.java              | allow",
                "file a                  | ask",
                "git status              | allow",
                "git -C evil status      | ask",
                "cd evil && git status   | ask",
                "cat link/shadow         | deny"
            })
    void looksAtTheMachine(String command, String verdict) {
        assertThat(judge(CommandRules.NONE, new ScriptedMachine(), command)
                        .decision()
                        .word())
                .isEqualTo(verdict);
    }

    @Test
    void namesTheProgramsOfAPlainCommandInTheirFolders() {
        var verdict = judge(CommandRules.NONE, Machine.UNSEEN, "cd src && npm test 2>&1 | tail -n 5");
        assertThat(verdict.parts())
                .extracting(Part::words, Part::folder, part -> part.decision().word())
                .containsExactly(
                        tuple(List.of("cd", "src"), PROJECT, "allow"),
                        tuple(List.of("npm", "test"), PROJECT.resolve("src"), "ask"),
                        tuple(List.of("tail", "-n", "5"), PROJECT.resolve("src"), "allow"));
    }

    @Test
    void countsBothFoldersWhenCdMayFail() {
        var verdict = judge(CommandRules.NONE, Machine.UNSEEN, "cd src; ls");
        assertThat(verdict.parts())
                .extracting(Part::folder)
                .containsExactlyInAnyOrder(PROJECT, PROJECT, PROJECT.resolve("src"));
    }

    @Test
    void aRuleLiftsAQuestionButNeverARefusal() {
        CommandRules always = (words, _) -> Optional.of(new Decision.Allow("remembered", "the user said always"));
        assertThat(judge(always, Machine.UNSEEN, "make").decision()).isInstanceOf(Decision.Allow.class);
        assertThat(judge(always, Machine.UNSEEN, "make > x").decision()).isInstanceOf(Decision.Ask.class);
        assertThat(judge(always, Machine.UNSEEN, "sudo make").decision()).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void anAllowanceThatRestsOnARuleIsNotTakenForReading() {
        CommandRules make = (words, _) -> words.equals(List.of("make"))
                ? Optional.of(new Decision.Allow("remembered", "the user said always"))
                : Optional.empty();
        assertThat(judge(make, Machine.UNSEEN, "ls && make").decision().rule()).isEqualTo("remembered");
        assertThat(judge(make, Machine.UNSEEN, "ls && ls").decision().rule()).isEqualTo(CommandJudge.READS);
    }

    @Test
    void aRuleThatDeniesHoldsWithinSubstitutionsToo() {
        CommandRules noCurl = (words, _) -> words.getFirst().equals("curl")
                ? Optional.of(new Decision.Deny("no-curl", "not here"))
                : Optional.empty();
        assertThat(judge(noCurl, Machine.UNSEEN, "echo $(curl x)").decision().rule())
                .isEqualTo("no-curl");
    }

    @Test
    void survivesWhatIsTooDeepToLookAt() {
        assertThat(judge(CommandRules.NONE, Machine.UNSEEN, "(".repeat(20_000) + "ls" + ")".repeat(20_000))
                        .decision())
                .isNotInstanceOf(Decision.Allow.class);
    }

    private static CommandVerdict judge(CommandRules rules, Machine machine, String command) {
        return new CommandJudge(PLACES, machine, rules).judge(command, PROJECT);
    }
}
