package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Effect;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LinkTest {

    private static final int ROUNDS = Integer.getInteger("coder.test.flips", 1500);

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @Test
    void declaresThePathBehindALink() throws Exception {
        Files.createSymbolicLink(project.root.resolve("link"), project.outside);
        assertThat(project.prepare("write_file", "path", "link/new.txt", "content", "x")
                        .effects())
                .containsExactly(new Effect.WriteFile(project.outside.resolve("new.txt")));
        assertThat(project.prepare("read_file", "path", "link/../proj/a").effects())
                .containsExactly(new Effect.ReadFile(project.root.resolve("a")));
    }

    @Test
    void refusesLinksThatLeadNowhereOrInACircle() throws Exception {
        Files.createSymbolicLink(project.root.resolve("a"), Path.of("b"));
        assertThatThrownBy(() -> project.prepare("read_file", "path", "a")).hasMessageContaining("leads nowhere");
        Files.createSymbolicLink(project.root.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> project.prepare("write_file", "path", "a/x", "content", ""))
                .hasMessageContaining("circle");
    }

    @Test
    void doesNotFollowALinkThatIsPlantedAfterTheJudgement() throws Exception {
        Files.writeString(project.outside.resolve("a.txt"), "secret");
        var file = project.file("sub/a.txt", "mine");
        var read = project.prepare("read_file", "path", "sub/a.txt");
        var write = project.prepare("write_file", "path", "sub/a.txt", "content", "changed");
        Files.delete(file);
        Files.delete(file.getParent());
        Files.createSymbolicLink(file.getParent(), project.outside);
        assertThatThrownBy(() -> read.run(project.context())).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> write.run(project.context())).isInstanceOf(ToolException.class);
        assertThat(project.outside.resolve("a.txt")).hasContent("secret");
    }

    @Test
    void touchesNothingOutsideHoweverOftenALinkIsFlipped() throws Exception {
        Files.writeString(project.outside.resolve("a.txt"), "secret");
        project.file("real/a.txt", "mine");
        var stop = new AtomicBoolean();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var flips = threads.submit(() -> flip(stop));
            try {
                for (var i = 0; i < ROUNDS; i++) {
                    attempt(i);
                }
            } finally {
                stop.set(true);
            }
            assertThat(flips.get()).isGreaterThan(ROUNDS);
        }
        assertThat(project.outside.resolve("a.txt")).hasContent("secret");
        try (var entries = Files.list(project.outside)) {
            assertThat(entries).hasSize(1);
        }
    }

    private void attempt(int round) throws IOException, InterruptedException {
        try {
            var call = switch (round % 4) {
                case 0 -> project.prepare("write_file", "path", "flip/a.txt", "content", "changed");
                case 1 -> project.prepare("write_file", "path", "flip/new" + round + "/b.txt", "content", "new");
                case 2 ->
                    project.prepare(
                            "edit_file", "path", "flip/a.txt", "oldText", "e", "newText", "é", "replaceAll", true);
                default -> project.prepare("read_file", "path", "flip/a.txt");
            };
            var inside = call.effects().stream().allMatch(this::isInside);
            if (inside) {
                assertThat(call.run(project.context()).text()).doesNotContain("secret");
            }
        } catch (ToolException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private boolean isInside(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> project.workspace.inside(path);
            case Effect.WriteFile(var path) -> project.workspace.inside(path);
            case Effect other -> throw new AssertionError(other);
        };
    }

    /// A folder that is a real one at one moment and a link to outside at the next.
    private int flip(AtomicBoolean stop) throws IOException {
        var flip = project.root.resolve("flip");
        var link = Files.createSymbolicLink(project.root.resolve("link"), project.outside);
        var real = project.root.resolve("real");
        var flips = 0;
        for (; !stop.get(); flips++) {
            put(real, flip);
            Files.move(flip, real);
            put(link, flip);
            Files.move(flip, link);
        }
        return flips;
    }

    /// What a call made in the place meanwhile goes out of the way.
    private void put(Path from, Path place) throws IOException {
        while (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.move(from, place);
            } catch (FileSystemException e) {
                assertThat(place).isDirectory();
                Files.move(place, project.root.resolve("made-" + UUID.randomUUID()));
            }
        }
    }

    @Test
    void refusesAWorkingFolderThatBecameALink() throws Exception {
        Files.createDirectory(project.root.resolve("sub"));
        var call = project.prepare("run_command", "command", "touch x", "workingDir", "sub");
        Files.delete(project.root.resolve("sub"));
        Files.createSymbolicLink(project.root.resolve("sub"), project.outside);
        assertThatThrownBy(() -> call.run(project.context())).hasMessageContaining("link");
        assertThat(List.of(project.outside.toFile().list())).isEmpty();
    }
}
