package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class LinkTest {

    private static final int FLIPS = Integer.getInteger("coder.flips", 3000);

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
        var canaries = List.of("f0", "f1", "f2", "f3", "d0/x");
        for (var canary : canaries) {
            var path = project.outside.resolve(canary);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "secret");
        }
        project.file("real/kept", "mine");
        var flips = new AtomicInteger();
        var succeeded = new EnumMap<Race, Integer>(Race.class);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var stop = new AtomicBoolean();
            var flipping = threads.submit(() -> flip(stop, flips));
            try {
                for (var i = 0; flips.get() < FLIPS || succeeded.size() < Race.values().length; i++) {
                    attempt(Race.values()[i % Race.values().length], i / 3 % 4, succeeded);
                    assertThat(flipping.isDone()).as("the flipping goes on").isFalse();
                }
            } finally {
                stop.set(true);
            }
            flipping.get();
        }
        assertThat(TestProject.tree(project.outside)).containsExactly("d0", "d0/x", "f0", "f1", "f2", "f3");
        assertThat(canaries)
                .allSatisfy(
                        canary -> assertThat(project.outside.resolve(canary)).hasContent("secret"));
    }

    /// What is tried in the folder that is flipped.
    private enum Race {
        WRITE,
        WRITE_IN_NEW_FOLDER,
        READ,
        EDIT,
        PATCH,
        MOVE_WITHIN,
        MOVE_OUT,
        DELETE,
        DELETE_FOLDER,
        CREATE_FOLDER
    }

    private void attempt(Race race, int n, Map<Race, Integer> succeeded) throws InterruptedException {
        try {
            var call = prepare(race, "flip/f" + n, n);
            if (call.effects().stream().allMatch(this::isInside)) {
                assertThat(call.run(project.context()).text()).doesNotContain("secret");
                succeeded.merge(race, 1, Integer::sum);
            }
        } catch (ToolException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain("secret");
        }
    }

    private Invocation prepare(Race race, String file, int n) throws ToolException {
        return switch (race) {
            case WRITE -> project.prepare("write_file", "path", file, "content", "mine\n");
            case WRITE_IN_NEW_FOLDER -> project.prepare("write_file", "path", "flip/d0/n" + n, "content", "mine\n");
            case READ -> project.prepare("read_file", "path", file);
            case EDIT -> project.prepare("edit_file", "path", file, "oldText", "mine", "newText", "mine\nmine");
            case PATCH ->
                project.prepare(
                        "apply_patch",
                        "input",
                        "*** Begin Patch\n*** Update File: %s\n@@\n-mine\n+mine\n+\n*** End Patch".formatted(file));
            case MOVE_WITHIN ->
                project.prepare("move_file", "source", file, "destination", "flip/f" + (n + 1) % 4, "overwrite", true);
            case MOVE_OUT ->
                project.prepare("move_file", "source", file, "destination", "kept/f" + n, "overwrite", true);
            case DELETE -> project.prepare("delete_file", "path", file);
            case DELETE_FOLDER -> project.prepare("delete_file", "path", "flip/d0", "recursive", true);
            case CREATE_FOLDER -> project.prepare("create_directory", "path", "flip/e" + n + "/e");
        };
    }

    private boolean isInside(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> project.workspace.inside(path);
            case Effect.WriteFile(var path) -> project.workspace.inside(path);
            case Effect.DeleteFile(var path) -> project.workspace.inside(path);
            case Effect other -> throw new AssertionError(other);
        };
    }

    /// A folder that is a real one at one moment and a link to outside at the next.
    private int flip(AtomicBoolean stop, AtomicInteger flips) throws IOException {
        var flip = project.root.resolve("flip");
        var link = Files.createSymbolicLink(project.root.resolve("link"), project.outside);
        var real = project.root.resolve("real");
        for (; !stop.get(); flips.incrementAndGet()) {
            put(real, flip);
            Files.move(flip, real);
            put(link, flip);
            Files.move(flip, link);
        }
        return flips.get();
    }

    /// What a call made in the place meanwhile goes out of the way, unless the call takes it back.
    private void put(Path from, Path place) throws IOException {
        while (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.move(from, place);
            } catch (FileSystemException e) {
                clear(place);
            }
        }
    }

    private void clear(Path place) throws IOException {
        try {
            Files.move(place, project.root.resolve("made-" + UUID.randomUUID()));
        } catch (NoSuchFileException e) {
            // taken back
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
