package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.StateFolder;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.Workspace;
import dev.coder.policy.Allowance;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.Machine;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import dev.coder.policy.Rule;
import dev.coder.policy.Rules;
import dev.coder.policy.SizeLimit;
import dev.coder.protocol.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {

    @TempDir
    private Path folder;

    private Path project = Path.of("/");
    private Allowances allowances = new Allowances(new StateFolder(project), project);
    private final List<Approver.Question> asked = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void makeFolders() throws IOException {
        project = Files.createDirectories(folder.toRealPath().resolve("home/proj"));
        allowances = new Allowances(new StateFolder(folder.resolve("state")), project);
    }

    @Test
    void asksNeverAgainForWhatIsAlwaysAllowed() throws Exception {
        var judge = judge(new Approver.Answer.Always());
        assertThat(allows(judge, command("npm test"))).isTrue();
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().always())
                .extracting(Allowance::shown)
                .containsExactly("run npm test in " + project);
        assertThat(allows(judge, command("npm test"))).isTrue();
        assertThat(allows(judge(new Approver.Answer.No()), command("npm test && ls")))
                .isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void asksForOtherOptionsFoldersAndProjects() throws Exception {
        assertThat(allows(judge(new Approver.Answer.Always()), command("npm test")))
                .isTrue();
        asked.clear();
        var later = judge(new Approver.Answer.No());
        assertThat(allows(later, command("npm test -u"))).isFalse();
        assertThat(allows(later, command("npm publish"))).isFalse();
        assertThat(allows(later, new Effect.RunCommand("npm test", project.resolve("src"))))
                .isFalse();
        var elsewhere = Files.createDirectories(project.resolveSibling("other"));
        allowances = new Allowances(new StateFolder(folder.resolve("state")), elsewhere);
        assertThat(allows(judge(new Approver.Answer.No()), command("npm test"))).isFalse();
        assertThat(asked).hasSize(4);
    }

    @Test
    void keepsNothingOfAYes() throws Exception {
        var judge = judge(new Approver.Answer.Yes());
        assertThat(allows(judge, command("npm test"))).isTrue();
        assertThat(allows(judge, command("npm test"))).isTrue();
        assertThat(asked).hasSize(2);
        assertThat(allowances.all()).isEmpty();
    }

    @Test
    void offersNoAlwaysForWhatIsNotPlain() throws Exception {
        assertThat(allows(judge(new Approver.Answer.Yes()), command("npm test > $OUT")))
                .isTrue();
        assertThat(asked.getFirst().always()).isEmpty();
    }

    @Test
    void asksForAToolThatIsToBeConfirmedEachTime() throws Exception {
        var policy = policy();
        var judge =
                new Judge(policy, policy, Map.of("read_file", "config.json:4"), approver(new Approver.Answer.Yes()));
        var read = new Call(List.of(new Effect.ReadFile(project.resolve("a"))));
        assertThat(judge.judge(wish("read_file", read))).isInstanceOf(Judge.Verdict.Allowed.class);
        assertThat(judge.judge(wish("list_directory", read))).isInstanceOf(Judge.Verdict.Allowed.class);
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().always()).isEmpty();
        assertThat(asked.getFirst().reason()).contains("read_file");
    }

    @Test
    void showsAndForgetsWhatIsRemembered() throws Exception {
        var judge = judge(new Approver.Answer.Always());
        for (var effect : List.of(command("npm test"), command("make"), new Effect.WriteFile(project.resolve("a")))) {
            assertThat(allows(judge, effect)).isTrue();
        }
        var all = allowances.all();
        assertThat(all)
                .extracting(Allowance::shown)
                .containsExactly("run npm test in " + project, "run make in " + project, "write " + project + "/a");
        allowances.remove(List.of(all.get(1)));
        assertThat(allowances.all()).containsExactly(all.get(0), all.get(2));
        assertThat(allows(judge(new Approver.Answer.No()), command("make"))).isFalse();
        allowances.clear();
        assertThat(allowances.all()).isEmpty();
    }

    @Test
    void keepsItWhereOnlyTheUserCanReadIt() throws Exception {
        assertThat(allows(judge(new Approver.Answer.Always()), command("make"))).isTrue();
        try (var files = Files.list(folder.resolve("state/allowed"))) {
            assertThat(files.map(JudgeTest::permissions)).containsOnly("rw-------");
        }
        assertThat(permissions(folder.resolve("state/allowed"))).isEqualTo("rwx------");
    }

    @Test
    void allowsNothingByADamagedFile() throws Exception {
        assertThat(allows(judge(new Approver.Answer.Always()), command("make"))).isTrue();
        try (var files = Files.list(folder.resolve("state/allowed"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                var line = Files.readString(file).strip();
                Files.writeString(file, "{\n" + line.replace("run", "rum") + "\n{\"verb\":\"run\",\"place\":\"/\"}\n");
            }
        }
        assertThat(allowances.all()).isEmpty();
        assertThat(allows(judge(new Approver.Answer.No()), command("make"))).isFalse();
    }

    @Test
    void countsForThisRunWhenItCannotBeWritten() throws Exception {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/allowed"), "in the way");
        var policy = new LearningPolicy(rules(List.of()), allowances, notices::add);
        var judge = new Judge(policy, policy, Map.of(), approver(new Approver.Answer.Always()));
        assertThat(allows(judge, command("make"))).isTrue();
        assertThat(allows(judge, command("make"))).isTrue();
        assertThat(asked).hasSize(1);
        assertThat(notices).singleElement().asString().contains("until coder ends");
    }

    private static boolean allows(Judge judge, Effect effect) throws InterruptedException {
        return judge.judge(wish("a_tool", new Call(List.of(effect)))) instanceof Judge.Verdict.Allowed;
    }

    private static Judge.Wish wish(String tool, Call call) {
        return new Judge.Wish(tool, call, Optional.empty());
    }

    private Effect command(String command) {
        return new Effect.RunCommand(command, project);
    }

    private Judge judge(Approver.Answer answer) throws IOException {
        var policy = policy();
        return new Judge(policy, policy, Map.of(), approver(answer));
    }

    private Approver approver(Approver.Answer answer) {
        return question -> {
            asked.add(question);
            return answer;
        };
    }

    private LearningPolicy policy() throws IOException {
        return new LearningPolicy(rules(allowances.all()), allowances, notices::add);
    }

    private ModePolicy rules(List<Allowance> remembered) {
        var home = project.resolveSibling("");
        var places = new Places(new Workspace(List.of(project)), home, List.of());
        var roots = new Rule.Roots(List.of(project), home);
        return new ModePolicy(
                ApprovalMode.ASK,
                places,
                false,
                new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE),
                new Rules(List.of(), List.of(), remembered, roots, SizeLimit.NONE, Path::normalize));
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Call(List<Effect> effects) implements Invocation {

        @Override
        public String title() {
            return "a call";
        }

        @Override
        public ToolOutput run(ToolContext context) {
            throw new AssertionError("nothing runs here");
        }
    }
}
