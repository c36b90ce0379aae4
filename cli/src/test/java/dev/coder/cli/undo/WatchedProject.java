package dev.coder.cli.undo;

import dev.coder.cli.config.StateFolder;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A project with a state folder beside it, in which turns happen as in a run of Coder.
final class WatchedProject {

    final Path root;
    final Path state;
    final List<String> notices = new ArrayList<>();
    private final UndoLimits limits;
    private int turns;

    WatchedProject(Path folder) throws IOException {
        this(folder, UndoLimits.USUAL);
    }

    WatchedProject(Path folder, UndoLimits limits) throws IOException {
        root = Files.createDirectory(folder.resolve("project")).toRealPath();
        state = Files.createDirectory(folder.resolve("state")).toRealPath();
        this.limits = limits;
    }

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    Scope scope() {
        return Scope.of(new Workspace(List.of(root)), new StateFolder(state), limits);
    }

    UndoDesk desk() {
        return new UndoDesk(scope());
    }

    TurnCheckpoints checkpoints() {
        return checkpoints(AutoCommit.off());
    }

    TurnCheckpoints checkpoints(AutoCommit commits) {
        return new TurnCheckpoints(scope(), state.resolveSibling("home"), commits, notices::add);
    }

    /// A turn with one command.
    void turn(Work work) throws IOException, InterruptedException {
        turn(List.of(new Effect.RunCommand("whatever", root)), work);
    }

    void turn(List<Effect> effects, Work work) throws IOException, InterruptedException {
        turn(checkpoints(), effects, work);
    }

    void turn(TurnCheckpoints checkpoints, List<Effect> effects, Work work) throws IOException, InterruptedException {
        begin(checkpoints, effects);
        work.run();
        checkpoints.turnEnded();
    }

    void begin(TurnCheckpoints checkpoints, List<Effect> effects) throws InterruptedException {
        turns++;
        checkpoints.turnBegan("ses_test", "turn_" + turns);
        checkpoints.asked("prompt " + turns + "\nand more");
        checkpoints.before(effects);
    }

    UndoDesk.Outcome undo() throws IOException, InterruptedException {
        return carryOut(new UndoDesk.Wish.Last(), false);
    }

    UndoDesk.Outcome redo() throws IOException, InterruptedException {
        return carryOut(new UndoDesk.Wish.Again(), false);
    }

    UndoDesk.Outcome carryOut(UndoDesk.Wish wish, boolean overwrite) throws IOException, InterruptedException {
        return desk().carryOut(desk().propose(wish), overwrite);
    }

    Path file(String name) {
        return root.resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), text);
    }

    String read(String name) throws IOException {
        return Files.readString(file(name));
    }

    void shell(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder("bash", "-c", command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(command + ": " + output);
        }
    }

    /// Every name, byte by byte, with kind, mode, and content or target.
    Map<String, String> tree() throws IOException {
        var tree = new TreeMap<String, String>();
        try (var all = Files.walk(root)) {
            all.forEach(path -> tree.put(path.toUri().getRawPath().replaceAll("/$", ""), described(path)));
        }
        return tree;
    }

    private static String described(Path path) {
        try {
            var mode = String.valueOf(Files.readAttributes(path, "unix:mode", LinkOption.NOFOLLOW_LINKS)
                    .get("mode"));
            if (Files.isSymbolicLink(path)) {
                var target = Files.readSymbolicLink(path);
                return "link " + target + " " + target.toUri().getRawPath();
            }
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    ? mode + " " + HexFormat.of().formatHex(Files.readAllBytes(path))
                    : mode;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
