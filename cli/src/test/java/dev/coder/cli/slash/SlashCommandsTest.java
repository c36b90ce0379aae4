package dev.coder.cli.slash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.plugins.Plugins;
import dev.coder.plugin.PromptCommand;
import dev.coder.policy.ApprovalMode;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Usage;
import dev.coder.testing.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlashCommandsTest {

    @TempDir
    private Path folder;

    private SlashBench bench;

    @BeforeEach
    void sit() throws Exception {
        bench = new SlashBench(folder);
    }

    @AfterEach
    void leave() throws Exception {
        bench.close();
    }

    @Test
    void hasAllCommandsOfTheIssue() {
        assertThat(bench.commands().list())
                .extracting(SlashCommand::name)
                .contains(
                        ("help clear new sessions resume continue fork rename context goal diff diff-save undo redo changes"
                                        + " model mode compact cost tools policy projects export doctor quit")
                                .split(" "));
        assertThat(bench.commands().find("exit")).isPresent();
    }

    @Test
    void everyCommandIsInTheDocumentation() throws Exception {
        var page = Files.readString(Path.of("..").resolve("docs").resolve("terminal.md"));
        assertThat(page)
                .contains(bench.commands().list().stream()
                        .map(command -> "| `/" + command.name()
                                + (command.argument().isEmpty()
                                        ? ""
                                        : " " + command.argument().replace("|", "\\|"))
                                + "` | " + command.description() + " |")
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void helpNamesEachWithItsDescription() throws Exception {
        assertThat(bench.type("/help")).contains("/diff-save FILE", "Take back what the last turn");
        assertThat(bench.type("/help undo")).contains("from: builtin");
    }

    @Test
    void asksWhatWasMeant() {
        assertThatThrownBy(() -> bench.type("/udno"))
                .isInstanceOf(StopException.class)
                .hasMessage("There is no /udno; did you mean /undo?");
        assertThatThrownBy(() -> bench.type("/frobnicate")).hasMessageContaining("/help shows");
    }

    @Test
    void namesFromHabitWorkOrAreAnsweredWithWhatThereIs() throws Exception {
        assertThatThrownBy(() -> bench.type("/exitt")).hasMessage("There is no /exitt; did you mean /exit?");
        assertThatThrownBy(() -> bench.type("/sesion")).hasMessage("There is no /sesion; did you mean /session?");
        assertThatThrownBy(() -> bench.type("/analyze")).hasMessageContaining("in a shell: coder analyze");
        assertThatThrownBy(() -> bench.type("/login")).hasMessageContaining("coder auth login");
        assertThat(bench.type("/help session")).contains("List the sessions");
        assertThat(bench.type("/help reset")).contains("/new");
    }

    @Test
    void aPathIsNoCommand() {
        assertThat(SlashCommands.isCommand("/help")).isTrue();
        assertThat(SlashCommands.isCommand("/rename a b\nc")).isTrue();
        assertThat(SlashCommands.isCommand("/etc/hosts is what?")).isFalse();
    }

    @Test
    void newBeginsASessionAndLeavesTheOldOne() throws Exception {
        bench.agent.turn(bench.id(), "first", "done");
        bench.type("/new");
        assertThat(bench.seat.moves()).hasSize(1);
        assertThat(bench.seat.cleared()).isEqualTo(1);
        assertThat(bench.agent.ids()).contains(bench.id());
    }

    @Test
    void clearMakesNoSessionWhereNothingWasAsked() throws Exception {
        bench.type("/clear");
        assertThat(bench.seat.moves()).isEmpty();
        assertThat(bench.seat.cleared()).isEqualTo(1);
    }

    @Test
    void listsTheSessionsOfThisProject() throws Exception {
        bench.other("mend the build", "mended");
        bench.agent.elsewhere("far away");
        assertThat(bench.type("/sessions")).contains("mend the build").doesNotContain("far away");
        assertThat(bench.type("/sessions all")).contains("far away");
    }

    @Test
    void resumesWhatIsPicked() throws Exception {
        var other = bench.other("mend the build", "mended");
        bench.seat.answering("mend");
        bench.type("/resume");
        assertThat(bench.seat.moves())
                .singleElement()
                .satisfies(moved -> assertThat(moved.id().value()).isEqualTo(other));
    }

    @Test
    void resumesByTheEndOfAnId() throws Exception {
        var other = bench.other("mend the build", "mended");
        bench.type("/resume " + other.substring(other.length() - 5));
        assertThat(bench.seat.moves()).hasSize(1);
    }

    @Test
    void doesNotResumeASessionOfOtherFolders() throws Exception {
        var id = bench.agent.elsewhere("far away");
        assertThatThrownBy(() -> bench.type("/resume " + id)).hasMessageContaining("/srv/other");
    }

    @Test
    void takesASessionOverOnlyWhenTheUserSaysSo() throws Exception {
        var other = bench.other("mend the build", "mended");
        bench.agent.executeElsewhere(other);
        bench.seat.answering("Leave");
        bench.type("/resume " + other);
        assertThat(bench.seat.moves()).isEmpty();
        bench.seat.answering("Take it over");
        bench.type("/resume " + other);
        assertThat(bench.seat.moves()).hasSize(1);
    }

    @Test
    void continuesTheLastSessionFromAnEmptyOne() throws Exception {
        bench.other("mend the build", "mended");
        bench.type("/continue");
        assertThat(bench.seat.moves()).hasSize(1);
    }

    @Test
    void continuesWhatIsUnfinishedInThisOne() throws Exception {
        bench.agent.turn(bench.id(), "first", "done");
        bench.type("/continue");
        assertThat(bench.seat.turns()).hasSize(1);
        assertThat(bench.seat.turns().getFirst().run(bench.seat.conversation())).isNull();
        assertThat(bench.seat.shown()).contains("Nothing is unfinished");
    }

    @Test
    void forksUpToATurn() throws Exception {
        assertThatThrownBy(() -> bench.type("/fork")).hasMessageContaining("Nothing was said");
        bench.agent.turn(bench.id(), "first", "done");
        bench.agent.turn(bench.id(), "second", "done");
        bench.type("/fork 1");
        assertThat(bench.agent.forks())
                .singleElement()
                .satisfies(fork -> assertThat(fork.turnId()).isEqualTo("trn_0"));
        assertThat(bench.seat.moves()).hasSize(1);
        assertThatThrownBy(() -> bench.type("/fork 7")).hasMessageContaining("no turn 7");
    }

    @Test
    void renames() throws Exception {
        bench.type("/rename The great one");
        assertThat(bench.agent.session(bench.id()).title()).isEqualTo("The great one");
        bench.seat.answering("Asked for");
        bench.type("/rename");
        assertThat(bench.agent.session(bench.id()).title()).isEqualTo("Asked for");
    }

    @Test
    void setsShowsAndTakesBackTheGoal() throws Exception {
        assertThat(bench.type("/goal")).contains("There is no goal");
        bench.type("/goal all tests pass");
        assertThat(bench.agent.session(bench.id()).goal()).isEqualTo("all tests pass");
        assertThat(bench.type("/goal")).contains("Goal: all tests pass");
        bench.type("/goal clear");
        assertThat(bench.agent.session(bench.id()).goal()).isEmpty();
    }

    @Test
    void showsWhatTheSessionChangedInAll() throws Exception {
        Files.writeString(bench.project.resolve("a.txt"), "one\n");
        bench.turnWrites("t1", "a.txt", "two\n");
        bench.turnWrites("t2", "a.txt", "three\n");
        assertThat(bench.type("/diff")).contains("-one", "+three").doesNotContain("two");
        assertThat(bench.type("/diff git")).contains("+new line");
    }

    @Test
    @NeedsProgram("git")
    void savesAPatchThatGitTakesBack() throws Exception {
        Files.writeString(bench.project.resolve("a.txt"), "one\n");
        bench.turnWrites("t1", "a.txt", "two\n");
        bench.turnWrites("t2", "b.txt", "new\n");
        bench.type("/diff-save out.patch");
        git("apply", "-R", "out.patch");
        assertThat(bench.project.resolve("a.txt")).hasContent("one\n");
        assertThat(bench.project.resolve("b.txt")).doesNotExist();
    }

    @Test
    void overwritesNoFileUnasked() throws Exception {
        Files.writeString(bench.project.resolve("mine.md"), "mine");
        bench.seat.answering("Leave");
        bench.type("/export mine.md");
        assertThat(bench.project.resolve("mine.md")).hasContent("mine");
        bench.seat.answering("Overwrite");
        bench.agent.turn(bench.id(), "first", "done");
        bench.type("/export mine.md");
        assertThat(bench.project.resolve("mine.md")).content().contains("> first", "done");
    }

    @Test
    void exportsTheEventsAsTheyAre() throws Exception {
        bench.agent.turn(bench.id(), "first", "done");
        bench.type("/export all.jsonl");
        assertThat(Files.readAllLines(bench.project.resolve("all.jsonl")))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).startsWith("{\"type\":"));
        assertThatThrownBy(() -> bench.type("/export --pdf")).hasMessageContaining("no form");
    }

    @Test
    void undoesAndRedoesATurn() throws Exception {
        Files.writeString(bench.project.resolve("a.txt"), "one\n");
        bench.turnWrites("t1", "a.txt", "two\n");
        assertThat(bench.type("/changes")).contains("-one", "+two");
        bench.seat.answering("No");
        bench.type("/undo");
        assertThat(bench.project.resolve("a.txt")).hasContent("two\n");
        bench.seat.answering("Yes");
        bench.type("/undo");
        assertThat(bench.project.resolve("a.txt")).hasContent("one\n");
        assertThat(bench.type("/diff")).contains("changed nothing so far");
        bench.seat.answering("Yes");
        bench.type("/redo");
        assertThat(bench.project.resolve("a.txt")).hasContent("two\n");
    }

    @Test
    void choosesAModelByNameOrFromTheList() throws Exception {
        bench.type("/model two");
        assertThat(bench.agent.session(bench.id()).model()).isEqualTo("practice/two");
        bench.seat.answering("practice/one");
        bench.type("/model");
        assertThat(bench.agent.session(bench.id()).model()).isEqualTo("practice/one");
        assertThatThrownBy(() -> bench.type("/model practice")).hasMessageContaining("may be any of");
        assertThatThrownBy(() -> bench.type("/model gpt")).hasMessageContaining("There is no model");
    }

    @Test
    void switchesTheModeWithinWhatIsAllowed() throws Exception {
        bench.type("/mode plan");
        assertThat(bench.modes.mode()).isEqualTo(ApprovalMode.PLAN);
        assertThatThrownBy(() -> bench.type("/mode auto")).hasMessageContaining("sandbox");
        bench.seat.answering("No");
        bench.type("/mode bypass");
        assertThat(bench.modes.mode()).isEqualTo(ApprovalMode.PLAN);
        bench.seat.answering("Yes, bypass");
        bench.type("/mode bypass");
        assertThat(bench.modes.mode()).isEqualTo(ApprovalMode.BYPASS);
        assertThatThrownBy(() -> bench.type("/mode yolo")).hasMessageContaining("plan, ask, edits");
    }

    @Test
    void showsWhatFillsTheContext() throws Exception {
        bench.agent.turn(bench.id(), "first", "done");
        assertThat(bench.type("/context")).contains("Context: 1.0k of 10.0k tokens, 10 %", "████", "System prompt");
    }

    @Test
    void countsTokensAndMoney() throws Exception {
        bench.agent.turn(bench.id(), "first", "done");
        assertThat(bench.type("/cost")).contains("900 tokens, of which 100", "$0.0013 at list prices");
        bench.agent.append(bench.id(), new AgentEvent.ModelCallStarted("t", "mc", 1, "secret/model"));
        bench.agent.append(bench.id(), new AgentEvent.ModelCallCompleted("t", "mc", new Usage(1, 0, 0, 1), "end_turn"));
        assertThat(bench.type("/cost")).contains("not known");
    }

    @Test
    void saysWhichToolsAreAskedFor() throws Exception {
        assertThat(bench.type("/tools"))
                .contains("look", "always asked for (~/.config/coder/config.json:3)")
                .contains("edit_file  builtin    asked for");
    }

    @Test
    void reportsOnTheRun() throws Exception {
        assertThat(bench.type("/policy")).contains("Approval mode: ask");
        assertThat(bench.type("/projects")).contains("/work/shop");
        assertThat(bench.type("/doctor")).contains("OK    java");
    }

    @Test
    void compactsInATurn() throws Exception {
        bench.type("/compact keep the names");
        assertThat(bench.seat.turns()).hasSize(1);
    }

    @Test
    void quits() throws Exception {
        bench.type("/exit");
        assertThat(bench.seat.hasQuit()).isTrue();
    }

    @Test
    void aCommandOfAPluginSendsItsPromptAndNeverHidesOneOfCoder() throws Exception {
        try (var plugged = new SlashBench(
                folder.resolve("other"),
                new Plugins.Added(new Scripted("review"), "plugin:team"),
                new Plugins.Added(new Scripted("undo"), "plugin:team"),
                new Plugins.Added(new Scripted("review"), "project"))) {
            var commands = plugged.commands();
            assertThat(commands.notices())
                    .containsExactly(
                            "/undo of plugin:team is not used: coder has one of that name",
                            "/review of project is not used: plugin:team has one of that name");
            assertThat(plugged.type("/help")).contains("(plugin:team)");
            plugged.type("/review a b");
            assertThat(plugged.seat.turns()).hasSize(1);
            assertThatThrownBy(() -> plugged.type("/review fail")).hasMessageContaining("plugin:team failed");
        }
    }

    private record Scripted(String name) implements PromptCommand {

        @Override
        public String argument() {
            return "";
        }

        @Override
        public String description() {
            return "A scripted one";
        }

        @Override
        public String prompt(String arguments) {
            if (arguments.equals("fail")) {
                throw new IllegalStateException("on purpose");
            }
            return name + " " + arguments;
        }
    }

    private void git(String... arguments) throws Exception {
        var line = new ArrayList<>(List.of("git"));
        line.addAll(List.of(arguments));
        var process = new ProcessBuilder(line)
                .directory(bench.project.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
