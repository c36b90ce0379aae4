package dev.coder.cli.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.config.ProcessLock;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.Effect;
import dev.coder.testing.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Undo, seen from the user: what comes back, what is left alone, and what is said.
class UndoDeskTest {

    private final Path temp;
    private WatchedProject project;

    UndoDeskTest(@TempDir Path temp) throws IOException {
        this.temp = temp;
        project = new WatchedProject(temp);
    }

    @BeforeEach
    void someFiles() throws IOException {
        project.write("a.txt", "one\ntwo\n");
        project.write("src/b.txt", "b\n");
    }

    @Test
    @NeedsProgram("git")
    void bringsBackWhatACommandDidToFilesModesLinksAndFolders() throws Exception {
        project.shell(
                "ln -s a.txt link; mkdir empty; chmod 640 a.txt; git init -q . && git add . ; echo x > ignored.log;"
                        + " echo '*.log' > .gitignore");
        var before = project.tree();
        project.turn(
                () -> project.shell(
                        "sed -i s/one/1/ a.txt; chmod 755 a.txt; rm -r src empty; ln -sfn /etc link;"
                                + " mkdir -p deep/er; echo new > deep/er/f; rm ignored.log; mkdir ignored.log; mkfifo pipe; mv .gitignore x"));
        project.shell("rm pipe");
        var after = project.tree();

        assertThat(project.undo().notes()).isEmpty();
        assertThat(project.tree()).isEqualTo(before);
        assertThat(project.redo().notes()).isEmpty();
        assertThat(project.tree()).isEqualTo(after);
    }

    @Test
    void whatMayNotBeReadOrWrittenComesBackAsFarAsItsModeChanged() throws Exception {
        project.shell("mkdir closed shut; echo x > closed/f; echo y > shut/f; echo z > secret; chmod 500 closed");
        var before = project.tree();
        project.turn(() -> project.shell(
                "chmod 700 closed; rm closed/f; echo > closed/g; chmod 500 closed; chmod 000 shut secret"));

        assertThat(project.undo().notes()).isEmpty();
        assertThat(project.tree()).isEqualTo(before);
        project.shell("chmod 700 closed");
    }

    @Test
    void aFolderThatBecameALinkToItselfIsAFolderAgain() throws Exception {
        project.write("deep/er/file", "x");
        var before = project.tree();
        project.turn(() -> project.shell("rm -r deep; ln -s deep deep"));

        assertThat(project.undo().notes()).isEmpty();
        assertThat(project.tree()).isEqualTo(before);
    }

    @Test
    void neverOverwritesUnaskedWhatTheUserChangedMeanwhile() throws Exception {
        project.turn(() -> {
            project.write("a.txt", "by the turn\n");
            project.write("src/b.txt", "by the turn\n");
        });
        project.write("a.txt", "by the user\n");

        var proposal = project.desk().propose(new UndoDesk.Wish.Last());
        assertThat(proposal.conflicts()).isTrue();
        assertThat(proposal.detail()).contains("-by the turn", "+by the user");
        project.desk().carryOut(proposal, false);

        assertThat(project.read("a.txt")).isEqualTo("by the user\n");
        assertThat(project.read("src/b.txt")).isEqualTo("b\n");
    }

    @Test
    void whatTheUserLetsBeOverwrittenComesBackWithARedo() throws Exception {
        project.turn(() -> project.write("a.txt", "by the turn\n"));
        project.write("a.txt", "by the user\n");

        project.carryOut(new UndoDesk.Wish.Last(), true);
        assertThat(project.read("a.txt")).isEqualTo("one\ntwo\n");
        project.redo();
        assertThat(project.read("a.txt")).isEqualTo("by the user\n");
    }

    @Test
    void aFolderInWhichTheUserHasPutSomethingIsLeft() throws Exception {
        project.turn(() -> project.write("made/by-turn", "x"));
        project.write("made/by-user", "y");

        assertThat(project.undo().notes())
                .containsExactly("made is left: there are files in it that the turn did not make");
        assertThat(project.tree().keySet()).anyMatch(name -> name.endsWith("made/by-user"));
        assertThat(project.file("made/by-turn")).doesNotExist();
    }

    @Test
    void oneTurnCanBeTakenBackOutOfTheMiddle() throws Exception {
        project.turn(() -> project.write("a.txt", "first"));
        project.turn(() -> project.write("src/b.txt", "second"));
        project.turn(() -> project.write("a.txt", "third"));

        project.carryOut(new UndoDesk.Wish.Only("2"), false);
        assertThat(project.read("src/b.txt")).isEqualTo("b\n");
        assertThat(project.read("a.txt")).isEqualTo("third");

        var clash = project.desk().propose(new UndoDesk.Wish.Only("turn_1"));
        assertThat(clash.plan().ready()).isEmpty();
        assertThat(clash.conflicts()).isTrue();
    }

    @Test
    void goingBackToATurnDoesNotPassOverWhatTheUserChangedBetween() throws Exception {
        project.turn(() -> {
            project.write("a.txt", "first");
            project.write("src/b.txt", "first");
        });
        project.write("a.txt", "by the user");
        project.turn(() -> project.write("a.txt", "second"));

        var proposal = project.desk().propose(new UndoDesk.Wish.Since("1"));
        assertThat(proposal.plan().ready()).extracting(Change::key).containsExactly("0/src/b.txt");
        assertThat(proposal.plan().conflicts()).hasSize(1);
    }

    @Test
    void turnsThatChangeNothingLeaveNothingBehind() throws Exception {
        project.turn(List.of(new Effect.ReadFile(project.file("a.txt"))), () -> {});
        assertThat(project.scope().folder()).doesNotExist();

        project.turn(() -> {});
        assertThat(project.desk().turns(false)).isEmpty();
        assertThatThrownBy(project::undo).isInstanceOf(StopException.class).hasMessageContaining("nothing to undo");
    }

    @Test
    void aToolThatSaysWhatItChangesCostsNoWalk() throws Exception {
        var target = project.file("new/folder/file");
        var before = project.tree();
        project.turn(List.of(new Effect.WriteFile(target)), () -> project.write("new/folder/file", "x"));
        assertThat(project.scope().folder().resolve("index-1")).doesNotExist();

        project.undo();
        assertThat(project.tree()).isEqualTo(before);
    }

    @Test
    @NeedsProgram("git")
    void toolsAndCommandsOfOneTurnAreOneCheckpoint() throws Exception {
        var before = project.tree();
        var checkpoints = project.checkpoints();
        project.begin(checkpoints, List.of(new Effect.WriteFile(project.file("moved"))));
        project.shell("mkdir moved; echo x > moved/inside; echo changed > a.txt");
        checkpoints.before(List.of(new Effect.WriteFile(project.file("src/b.txt"))));
        project.write("src/b.txt", "by a tool");
        checkpoints.before(List.of(new Effect.RunCommand("x", project.root)));
        project.shell("rm -r src; git init -q sub; echo y > sub/file");
        checkpoints.turnEnded();
        var report = project.desk().turns(true).getLast();

        assertThat(report.lines()).contains("diff moved/inside", "diff src/b.txt");
        project.shell("rm -rf sub/.git");
        project.undo();
        before.remove(project.file("a.txt").toUri().getRawPath());
        assertThat(project.tree()).containsAllEntriesOf(before);
        assertThat(project.file("moved")).doesNotExist();
        assertThat(project.file("sub/file")).doesNotExist();
    }

    @Test
    void largeFilesAreLeftOutAndThatIsSaid() throws Exception {
        var small = new UndoLimits(100, 1000, Duration.ofSeconds(60), 1 << 20, Duration.ofDays(1));
        project = new WatchedProject(Files.createDirectory(temp.resolve("other")), small);
        project.write("large", "x".repeat(101));
        project.write("small", "x");
        project.turn(() -> {
            project.write("large", "y".repeat(101));
            project.write("small", "y");
        });

        assertThat(project.desk().propose(new UndoDesk.Wish.Last()).summary())
                .contains("! large stays as it is: what it was is not kept (larger than 0 MiB)");
        project.undo();
        assertThat(project.read("small")).isEqualTo("x");
        assertThat(project.read("large")).startsWith("y");
    }

    @Test
    void aFolderWithTooManyFilesIsNotWalkedThroughButToolsAreKept() throws Exception {
        var few = new UndoLimits(1 << 20, 50, Duration.ofSeconds(60), 1 << 20, Duration.ofDays(1));
        project = new WatchedProject(Files.createDirectory(temp.resolve("other")), few);
        for (var i = 0; i < 100; i++) {
            project.write("f" + i, "x");
        }
        project.turn(
                List.of(new Effect.RunCommand("x", project.root), new Effect.WriteFile(project.file("f1"))), () -> {
                    project.write("f1", "y");
                    project.write("f2", "y");
                });

        assertThat(project.notices)
                .singleElement()
                .asString()
                .contains("cannot be undone: it holds more than 50 files");
        project.undo();
        assertThat(project.read("f1")).isEqualTo("x");
        assertThat(project.read("f2")).isEqualTo("y");
    }

    @Test
    void aHomeFolderIsNotWalkedThrough() throws Exception {
        var checkpoints =
                new TurnCheckpoints(project.scope(), project.file("sub/home"), AutoCommit.off(), project.notices::add);
        project.turn(checkpoints, List.of(new Effect.RunCommand("x", project.root)), () -> project.write("a.txt", "y"));

        assertThat(project.notices).singleElement().asString().contains("home folder");
        assertThat(project.desk().turns(false)).isEmpty();
    }

    @Test
    void linksAreNeverFollowedOutOfTheProject() throws Exception {
        var outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("b.txt"), "not yours");
        project.turn(() -> project.shell("rm src/b.txt"));
        project.shell("rmdir src; ln -s " + outside + " src");

        assertThat(project.undo().notes()).hasSize(1);
        assertThat(outside.resolve("b.txt")).hasContent("not yours");
        assertThat(project.file("src")).isSymbolicLink();
    }

    @Test
    void refusesWhileATurnRunsAndEndsTheTurnOfACoderThatDied() throws Exception {
        var checkpoints = project.checkpoints();
        project.begin(checkpoints, List.of(new Effect.RunCommand("x", project.root)));
        project.write("a.txt", "half done");
        var session = Files.createDirectories(project.state.resolve("sessions/ses_test"));
        try (var lock = ProcessLock.tryAcquire(session.resolve("lock"))) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(project::undo)
                    .isInstanceOf(StopException.class)
                    .hasMessageContaining("A turn is running in this project (session ses_test)");
        }

        project.undo();
        assertThat(project.read("a.txt")).isEqualTo("one\ntwo\n");
    }

    @Test
    void anUndoThatWasKilledIsFinishedByTheNextCommand() throws Exception {
        project.shell("mkdir -m 700 closed; mkdir swap; echo s > swap/s");
        var before = project.tree();
        project.turn(() -> project.shell("rm -r closed swap src; echo file > swap; echo n > new; echo x > a.txt"));
        var proposal = project.desk().propose(new UndoDesk.Wish.Last());
        try (var store = UndoStore.open(project.scope().folder(), Duration.ZERO)) {
            assertThat(store).isNotNull();
            store.writeDoing(new Step(
                    2,
                    "id",
                    new Step.Undo(List.of(1)),
                    Instant.now(),
                    proposal.plan().chosen(false),
                    List.of()));
        }
        project.shell("rm swap; mkdir -m 755 closed; rm new; mkdir .coder-undo-left; echo > .coder-undo-left/1");

        assertThat(project.desk().turns(false))
                .singleElement()
                .matches(turn -> turn.title().contains("undone"));
        assertThat(project.tree()).isEqualTo(before);
    }

    @Test
    void aTornStoreIsStillOfUse() throws Exception {
        project.turn(() -> project.write("a.txt", "1"));
        var folder = project.scope().folder();
        Files.writeString(folder.resolve("packs/00000099.pack"), "torn");
        Files.writeString(folder.resolve("index-99"), "torn");
        Files.writeString(folder.resolve("steps/99"), "torn");
        Files.writeString(folder.resolve("open/ses_torn"), "torn");

        project.turn(() -> project.write("a.txt", "2"));
        project.undo();
        assertThat(project.read("a.txt")).isEqualTo("1");
        project.undo();
        assertThat(project.read("a.txt")).isEqualTo("one\ntwo\n");
    }

    @Test
    void theStoreIsOutsideOfTheProjectAndPrivate() throws Exception {
        var before = project.tree().keySet();
        project.turn(() -> project.write("a.txt", "1"));

        assertThat(project.tree().keySet()).isEqualTo(before);
        try (var files = Files.walk(project.scope().folder())) {
            assertThat(files.toList())
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                                    .toString())
                            .doesNotContain("GROUP", "OTHERS"));
        }
    }

    @Test
    void oldTurnsAreForgottenAndTheirContentsGo() throws Exception {
        var brief = new UndoLimits(1 << 20, 1000, Duration.ofSeconds(60), 1 << 20, Duration.ZERO);
        project = new WatchedProject(Files.createDirectory(temp.resolve("other")), brief);
        project.write("f", "first");
        project.turn(() -> project.write("f", "second"));
        Thread.sleep(2);
        try (var store = UndoStore.open(project.scope().folder(), Duration.ZERO)) {
            assertThat(store).isNotNull();
            new Sweep(store, brief).run();
            assertThat(store.contents().content(Digest.of("second".getBytes(StandardCharsets.UTF_8))))
                    .hasSize(6);
            assertThatThrownBy(() -> store.contents().content(Digest.of("first".getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(IOException.class);
        }
        assertThat(project.desk().turns(false)).isEmpty();
    }

    @Test
    void theStateFolderMayLieWithinTheProject() throws Exception {
        var inside = new Scope(
                new StateFolder(project.file("state")),
                project.file("state/undo"),
                new Roots(List.of(project.root), Set.of(project.file("state"))),
                UndoLimits.USUAL);
        Files.createDirectories(project.file("state"));
        var checkpoints = new TurnCheckpoints(inside, temp.resolve("home"), AutoCommit.off(), project.notices::add);
        project.turn(checkpoints, List.of(), () -> project.write("a.txt", "x"));

        var turns = new UndoDesk(inside).turns(false);
        assertThat(turns)
                .singleElement()
                .satisfies(turn -> assertThat(turn.lines()).containsExactly("  a.txt"));
    }
}
