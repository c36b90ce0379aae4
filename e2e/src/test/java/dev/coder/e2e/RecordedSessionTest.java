package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Coder;
import dev.coder.e2e.harness.Home;
import dev.coder.e2e.harness.ScreenSnapshot;
import dev.coder.e2e.harness.TmuxTerminal;
import dev.coder.e2e.harness.Workdir;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.ScriptedProvider;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wire;
import dev.coder.e2e.model.Wish;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A user's first hour in a real terminal, recorded at three widths: every state of the screen is compared with the one
/// that is wanted. The paths have the same length in every run, so that lines break at the same places.
@NeedsProgram("tmux")
class RecordedSessionTest {

    private static final int ROWS = 30;
    private static final String QUIET = "ask mode";
    private static final String MODEL = "scripted-1";
    private static final String ANSWER = """
            Done: the answer is *42*.

            ```java
            int answer = 42;
            ```

            - 日本語 and 🎉 are wide
            - see `src/Main.java`
            """;

    private final ScreenSnapshot snapshot = new ScreenSnapshot()
            .mask("(?s)Try it: .*", "Try it: …")
            .mask("/tmp/rec-\\d{6}", "/tmp/rec-######")
            .mask("(?m)^\\n[\u2800-\u28ff] .*\\n", "");

    private Path root;
    private Home home;
    private Workdir shop;

    @BeforeEach
    void open() {
        var number = ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
        root = Path.of("/tmp/rec-" + number);
        home = Home.at(root.resolve("home"));
        shop = Workdir.at(home.folder().resolve("shop"));
    }

    @AfterEach
    void close() throws IOException {
        home.close();
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Coder coder(ScriptedProvider provider) {
        return Coder.in(home, shop.folder())
                .with(Wire.ANTHROPIC.environment(provider.address()))
                .withOptions("--model", Wire.ANTHROPIC.modelName());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void setUpFromNothing(int columns) {
        var coder = Coder.in(home, shop.folder());
        try (var terminal = TmuxTerminal.start(coder, columns, ROWS, "setup")) {
            check("setup-agent", columns, terminal.await("on this machine"));
            check("setup-models", columns, terminal.press("Enter").await("Whose models"));
            check("setup-mode", columns, terminal.type("6").await("edits"));
            terminal.press("Enter").await("Where are your projects").press("Enter");
            check("setup-path", columns, terminal.await("Put coder on the PATH?"));
            terminal.type("y").press("Enter").await("Try it: ");
            assertThat(terminal.exitCode()).isZero();
            check("setup-done", columns, terminal);
        }
        try (var terminal = TmuxTerminal.start(coder, columns, ROWS)) {
            check("idle", columns, terminal.await("practice/demo").await("· main"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void editsAndCommands(int columns) {
        var scenario = Scenario.of(
                Step.sayAndAsk(
                        "I will **change** it.",
                        Wish.edit("src/Main.java", "    int answer = 41;", "    int answer = 42; // as asked")),
                Step.say(ANSWER),
                Step.ask(Wish.run("rm -f big.txt && echo gone")),
                Step.say("As you like."),
                new Step.Say("This takes its time, and more time, and still more time.", 8, Duration.ofSeconds(3)));
        try (var provider = ScriptedProvider.start(scenario)) {
            try (var terminal = TmuxTerminal.start(coder(provider), columns, ROWS)) {
                anEdit(columns, terminal);
                aRefusal(columns, terminal);
                aCancelledTurn(columns, terminal);
                anUndo(columns, terminal);
                terminal.press("C-d");
                assertThat(terminal.exitCode()).isZero();
            }
            try (var terminal = TmuxTerminal.start(coder(provider), columns, ROWS, "--continue")) {
                check(
                        "resumed",
                        columns,
                        terminal.await("was cancelled").await("1k context").await("quiet", this::isQuiet));
            }
        }
    }

    private void anEdit(int columns, TmuxTerminal terminal) {
        terminal.await(QUIET).type("mend @Mai").await("❯ src/Main.java");
        check("completion-file", columns, terminal);
        terminal.press("Tab").await("@src/Main.java").press("Enter").await("Yes");
        check("approval-edit", columns, terminal);
        terminal.type("y").await("are wide").await("quiet", this::isQuiet);
        check("edited", columns, terminal);
        assertThat(shop.lines("src/Main.java")).contains("    int answer = 42; // as asked");
    }

    private void aRefusal(int columns, TmuxTerminal terminal) {
        terminal.type("clean up").press("Enter").await("Yes");
        check("approval-command", columns, terminal);
        terminal.type("i")
                .await("↳")
                .type("keep the file")
                .press("Enter")
                .await("As you like.")
                .await("quiet", this::isQuiet);
        check("refused", columns, terminal);
        assertThat(shop.file("big.txt")).exists();
    }

    private void aCancelledTurn(int columns, TmuxTerminal terminal) {
        terminal.type("go on").press("Enter").await("This");
        terminal.press("Escape").await("Cancelled").await("quiet", this::isQuiet);
        check("cancelled", columns, terminal);
    }

    private void anUndo(int columns, TmuxTerminal terminal) {
        terminal.type("/und").await("❯ /undo");
        check("completion-command", columns, terminal);
        terminal.press("Tab", "Enter").await("Do this?");
        check("undo-asks", columns, terminal);
        terminal.press("Enter").await("Done: 1 change").await("quiet", this::isQuiet);
        check("undone", columns, terminal);
        assertThat(shop.lines("src/Main.java")).contains("    int answer = 41;");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void twoProjects(int columns) {
        var docs = Workdir.at(home.folder().resolve("docs"));
        var scenario = Scenario.of(
                Step.ask(
                        Wish.write("new.txt", "here\n"),
                        Wish.write(docs.file("new.txt").toString(), "there\n")),
                Step.say("Both are made."));
        try (var provider = ScriptedProvider.start(scenario);
                var terminal = TmuxTerminal.start(
                        coder(provider).withOptions("--approval-mode", "edits"),
                        columns,
                        ROWS,
                        "--project",
                        shop.folder().toString(),
                        "--project",
                        docs.folder().toString())) {
            terminal.await(MODEL).type("/projects").press("Enter").await("docs");
            check("two-projects", columns, terminal.await("quiet", this::isQuiet));
            terminal.type("make them").press("Enter").await("Both are made.").await("quiet", this::isQuiet);
            check("two-projects-edited", columns, terminal);
            assertThat(shop.lines("new.txt")).containsExactly("here");
            assertThat(docs.lines("new.txt")).containsExactly("there");
        }
    }

    private boolean isQuiet(String screen) {
        return screen.contains(" mode") && screen.codePoints().noneMatch(c -> c >= 0x2800 && c <= 0x28ff);
    }

    private void check(String state, int columns, TmuxTerminal terminal) {
        snapshot.check(state + "-" + columns, terminal);
    }
}
