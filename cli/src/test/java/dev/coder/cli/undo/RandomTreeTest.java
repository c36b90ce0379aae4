package dev.coder.cli.undo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random trees, changed at random: undo makes them what they were, redo what they became.
class RandomTreeTest {

    private static final String[] TARGETS = {
        "a", "../..", "/etc/passwd", "a//b/", "./x/../y", "/", ".", "caf\u00c3\u00a9", "\u00ff\u00fe//"
    };
    private static final int[] FILE_MODES = {0644, 0755, 0600, 0444, 0777, 04711, 0400};
    private static final int[] FOLDER_MODES = {0755, 0700, 01777, 02755, 0711};

    @TempDir
    private Path temp;

    static LongStream seeds() {
        long first = Long.getLong("coder.seed", 1);
        return LongStream.range(first, first + 20L * Integer.getInteger("coder.runs", 1));
    }

    @ParameterizedTest(name = "-Dcoder.seed={0} -Dcoder.runs=1")
    @MethodSource("seeds")
    void undoAndRedoAreExact(long seed) throws IOException, InterruptedException {
        var random = new Random(seed);
        var project = new WatchedProject(temp);
        for (var i = 0; i < 60; i++) {
            mutate(project.root, random);
        }
        var states = new ArrayList<>(List.of(project.tree()));
        for (var turn = 0; turn < 4; turn++) {
            project.turn(() -> {
                for (var i = 0; i < 25; i++) {
                    mutate(project.root, random);
                }
            });
            states.add(project.tree());
        }
        assertThat(project.notices).isEmpty();

        for (var turn = 3; turn >= 0; turn--) {
            assertThat(project.undo().notes()).isEmpty();
            assertThat(project.tree()).isEqualTo(states.get(turn));
        }
        for (var turn = 1; turn <= 4; turn++) {
            assertThat(project.redo().notes()).isEmpty();
            assertThat(project.tree()).isEqualTo(states.get(turn));
        }
        var back = random.nextInt(4);
        project.carryOut(new UndoDesk.Wish.Since(Integer.toString(back + 1)), false);
        assertThat(project.tree()).isEqualTo(states.get(back));
        remove(project.root);
    }

    private static void mutate(Path root, Random random) throws IOException {
        var folder = pick(folders(root), random);
        var target = folder.resolve(RawName.path(name(random)));
        var exists = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(target);
                    Files.write(target, content(random));
                }
            }
            case 3, 4 -> {
                remove(target);
                Files.createDirectory(target);
            }
            case 5 -> {
                remove(target);
                Files.createSymbolicLink(target, RawName.path(TARGETS[random.nextInt(TARGETS.length)]));
            }
            case 6 -> remove(target);
            case 7 -> {
                if (exists && !Files.isSymbolicLink(target)) {
                    var modes = Files.isDirectory(target) ? FOLDER_MODES : FILE_MODES;
                    Files.setAttribute(target, "unix:mode", modes[random.nextInt(modes.length)]);
                }
            }
            case 8 -> {
                var other = pick(folders(root), random).resolve(RawName.path(name(random)));
                if (exists && !other.startsWith(target) && !target.startsWith(other)) {
                    remove(other);
                    Files.move(target, other, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            default -> {
                if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(target)) {
                    var times = Files.getLastModifiedTime(target);
                    Files.write(target, content(random));
                    Files.setLastModifiedTime(target, times);
                }
            }
        }
    }

    private static byte[] content(Random random) {
        var bytes = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Few enough that they meet often, of bytes that are no UTF-8, too.
    private static String name(Random random) {
        var names = new String[] {"a", "b", "c d", "e\nf", "\u00e9", "\u00c3\u00a9", "\u00ff%41", "-x", "*", "\u0001"};
        return names[random.nextInt(names.length)];
    }

    private static List<Path> folders(Path root) throws IOException {
        try (var all = Files.walk(root, 4)) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static Path pick(List<Path> paths, Random random) {
        return paths.get(random.nextInt(paths.size()));
    }

    private static void remove(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (var all = Files.walk(path)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
