package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Recovered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MoveAndDeleteTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    private Path at(String path) {
        return project.root.resolve(path);
    }

    @Test
    void movesFilesIntoNewFolders() throws Exception {
        project.file("a.txt", "x");
        assertThat(project.text("move_file", "source", "a.txt", "destination", "b/c.txt"))
                .isEqualTo("moved a.txt to b/c.txt");
        assertThat(TestProject.tree(project.root)).containsExactly("b", "b/c.txt");
    }

    @Test
    void knowsAMovedFileAtItsNewPlace() throws Exception {
        project.file("src/a.txt", "x");
        project.call("read_file", "path", "src/a.txt");
        project.call("move_file", "source", "src", "destination", "main");
        project.call("write_file", "path", "main/a.txt", "content", "y");
        assertThat(project.read("main/a.txt")).isEqualTo("y");
    }

    @Test
    void overwritesOnlyWhenAsked() throws Exception {
        project.file("a", "new");
        project.file("b", "old");
        project.file("c/d", "old");
        assertThatThrownBy(() -> project.call("move_file", "source", "a", "destination", "b"))
                .hasMessageContaining("b exists already");
        assertThatThrownBy(() -> project.call("move_file", "source", "a", "destination", "c", "overwrite", true))
                .hasMessageContaining("such as c/a");
        project.call("move_file", "source", "a", "destination", "b", "overwrite", true);
        assertThat(project.read("b")).isEqualTo("new");
        assertThat(TestProject.tree(project.root)).containsExactly("b", "c", "c/d");
    }

    @Test
    void refusesToMoveAFolderIntoItself() throws Exception {
        project.file("a/b", "x");
        assertThatThrownBy(() -> project.call("move_file", "source", "a", "destination", "a/c"))
                .hasMessageContaining("lies in it");
        assertThatThrownBy(() -> project.call("move_file", "source", ".", "destination", "a/c"))
                .hasMessageContaining("the project itself");
    }

    @Test
    void declaresEveryFileOfAFolder() throws Exception {
        project.file("x/hooks/run", "x");
        assertThat(project.prepare("move_file", "source", "x", "destination", ".git")
                        .effects())
                .contains(
                        new Effect.DeleteFile(at("x/hooks/run")),
                        new Effect.WriteFile(at(".git/hooks/run")),
                        new Effect.WriteFile(at(".git")));
        assertThat(project.prepare("delete_file", "path", "x", "recursive", true)
                        .effects())
                .containsExactlyInAnyOrderElementsOf(Stream.of("x", "x/hooks", "x/hooks/run")
                        .map(path -> new Effect.DeleteFile(at(path)))
                        .toList());
    }

    @Test
    void deletesFoldersOnlyWhenAsked() throws Exception {
        project.file("a/b/c.txt", "x");
        project.file("a/d.txt", "x");
        Files.createDirectory(at("empty"));
        assertThatThrownBy(() -> project.call("delete_file", "path", "a"))
                .hasMessageContaining("a is a folder with 3 entries. Set recursive");
        assertThatThrownBy(() -> project.call("delete_file", "path", "a", "sure", true))
                .hasMessageContaining("there are: path, recursive");
        assertThat(project.text("delete_file", "path", "a", "recursive", true))
                .isEqualTo("deleted a and the 3 entries in it");
        project.call("delete_file", "path", "empty");
        assertThat(TestProject.tree(project.root)).isEmpty();
    }

    @Test
    void deletesALinkAndNotWhatItLeadsTo() throws Exception {
        Files.writeString(project.outside.resolve("a"), "mine");
        Files.createSymbolicLink(at("link"), project.outside);
        Files.createSymbolicLink(at("nowhere"), Path.of("missing"));
        project.file("sub/x", "x");
        Files.createSymbolicLink(at("sub/link"), project.outside);
        project.call("delete_file", "path", "link");
        project.call("delete_file", "path", "nowhere");
        project.call("delete_file", "path", "sub", "recursive", true);
        assertThat(TestProject.tree(project.root)).isEmpty();
        assertThat(project.outside.resolve("a")).hasContent("mine");
    }

    @Test
    void saysNothingOfWhatIsThereBeforeItIsAllowed() throws Exception {
        Files.createDirectories(project.outside.resolve("a/b"));
        for (var path : List.of("a", "missing", "a/b/c")) {
            var there = project.outside.resolve(path).toString();
            assertThat(project.prepare("delete_file", "path", there).effects())
                    .contains(new Effect.DeleteFile(project.outside.resolve(path)));
            assertThat(project.prepare("move_file", "source", there, "destination", "x")
                            .effects())
                    .contains(new Effect.DeleteFile(project.outside.resolve(path)));
        }
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> project.call("delete_file", "path", "nothing"))
                .hasMessageContaining("nothing does not exist");
        assertThatThrownBy(() -> project.call("move_file", "source", "nothing", "destination", "a"))
                .hasMessageContaining("nothing does not exist");
    }

    @Test
    void refusesWhatWasExchangedSinceItWasJudged() throws Exception {
        project.file("a", "x");
        var delete = project.prepare("delete_file", "path", "a", "recursive", true);
        var move = project.prepare("move_file", "source", "a", "destination", "b");
        Files.delete(at("a"));
        project.file("a/hidden", "x");
        assertThatThrownBy(() -> delete.run(project.context())).hasMessageContaining("another program changed it");
        assertThatThrownBy(() -> move.run(project.context())).hasMessageContaining("another program changed it");
        assertThat(TestProject.tree(project.root)).containsExactly("a", "a/hidden");
    }

    @Test
    void settlesWhetherAFileWasMoved() throws Exception {
        project.file("a", "x");
        var move = project.prepare("move_file", "source", "a", "destination", "b");
        var evidence = move.evidence();
        var tool = TestProject.tool("move_file");
        project.file("b", CallEvidence.parse(evidence).traces().mark());
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.NotDone());
        assertThat(TestProject.tree(project.root)).containsExactly("a");
        move.run(project.context());
        assertThat(tool.recover(evidence, project.scratch())).isInstanceOf(Recovered.Done.class);
        Files.delete(at("b"));
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.Unknown());
    }

    @Test
    void finishesADeletionThatHadBegun() throws Exception {
        project.file("a/b", "x");
        var delete = project.prepare("delete_file", "path", "a", "recursive", true);
        var evidence = delete.evidence();
        var tool = TestProject.tool("delete_file");
        assertThat(tool.recover(evidence, project.scratch())).isEqualTo(new Recovered.NotDone());
        Files.move(at("a"), at(CallEvidence.parse(evidence).traces().old(0).toString()));
        assertThat(tool.recover(evidence, project.scratch())).isInstanceOf(Recovered.Done.class);
        assertThat(TestProject.tree(project.root)).isEmpty();
    }

    @Test
    void createsFolders() throws Exception {
        assertThat(project.text("create_directory", "path", "a/b")).isEqualTo("created a/b");
        assertThat(project.text("create_directory", "path", "a/b")).isEqualTo("there is already a folder a/b");
        project.file("c", "");
        assertThatThrownBy(() -> project.call("create_directory", "path", "c")).hasMessageContaining("is not a folder");
        assertThat(TestProject.tree(project.root)).containsExactly("a", "a/b", "c");
    }
}
