package dev.coder.cli.undo;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `STATE/workspaces/WORKSPACE_ID/undo/`: all that undo keeps of one workspace. Only the holder of its lock reads or
/// writes; several Coders in one project take turns at it, for the short time of a checkpoint.
///
/// ```
/// packs/N.pack, N.idx   the contents of files
/// index-N               what stood in the workspace, and by what it is recognised without reading it again
/// steps/N               what a turn, an undo or a redo has changed
/// open/SESSION          a turn that has begun to change things
/// doing                 an undo or redo under way
/// ```
final class UndoStore implements AutoCloseable {

    private static final String INDEX = "index-";

    private final Path folder;
    private final ProcessLock lock;
    private final ContentStore contents;

    private UndoStore(Path folder, ProcessLock lock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.contents = new ContentStore(folder.resolve("packs"));
        PrivateFiles.folder(folder.resolve("steps"));
        PrivateFiles.folder(folder.resolve("open"));
    }

    /// @return null when another process holds it for longer than that
    static @Nullable UndoStore open(Path folder, Duration patience) throws IOException, InterruptedException {
        PrivateFiles.folder(folder);
        var lock = ProcessLock.acquire(folder.resolve("lock"), patience);
        return lock == null ? null : new UndoStore(folder, lock);
    }

    ContentStore contents() {
        return contents;
    }

    Path packs() {
        return folder.resolve("packs");
    }

    // --- indexes

    /// @param number 0 when there is none
    record Numbered(int number, Index index) {}

    /// The last one that can be read, to compare with. It need not be whole.
    Numbered lastIndex() throws IOException {
        for (var number : numbers(folder, INDEX).reversed()) {
            var index = index(number);
            if (index != null) {
                return new Numbered(number, index);
            }
        }
        return new Numbered(0, Index.EMPTY);
    }

    List<Index> indexes() throws IOException {
        var indexes = new ArrayList<Index>();
        for (var number : numbers(folder, INDEX)) {
            var index = index(number);
            if (index != null) {
                indexes.add(index);
            }
        }
        return indexes;
    }

    @Nullable
    Index index(int number) throws IOException {
        return Index.read(folder.resolve(INDEX + number));
    }

    /// @param last the last one; it is good enough when nothing differs
    /// @return its number
    int write(Index index, Numbered last) throws IOException {
        if (last.number() > 0 && index.known().equals(last.index().known())) {
            return last.number();
        }
        var numbers = numbers(folder, INDEX);
        var number = numbers.isEmpty() ? 1 : numbers.getLast() + 1;
        index.write(folder.resolve(INDEX + number));
        return number;
    }

    /// All but the last one and those that open turns need.
    void dropOldIndexes() throws IOException {
        var needed = openTurns().stream().map(OpenTurn::index).toList();
        var numbers = numbers(folder, INDEX);
        for (var number : numbers) {
            if (!needed.contains(number) && !number.equals(numbers.getLast())) {
                Files.deleteIfExists(folder.resolve(INDEX + number));
            }
        }
    }

    // --- steps

    /// Those that can be read; a damaged one is as if it were forgotten.
    History history() throws IOException {
        var steps = new ArrayList<Step>();
        for (var number : numbers(steps(), "")) {
            var step = RecordFile.read(steps().resolve(Integer.toString(number)), Step::read);
            if (step != null) {
                steps.add(step);
            }
        }
        return new History(List.copyOf(steps));
    }

    /// The last steps, the newest first, up to the last turn's.
    List<Step> lastSteps() throws IOException {
        var steps = new ArrayList<Step>();
        for (var number : numbers(steps(), "").reversed()) {
            var step = RecordFile.read(steps().resolve(Integer.toString(number)), Step::read);
            if (step != null) {
                steps.add(step);
                if (step.cause() instanceof Step.Turn) {
                    break;
                }
            }
        }
        return steps;
    }

    int nextNumber() throws IOException {
        var numbers = numbers(steps(), "");
        return numbers.isEmpty() ? 1 : numbers.getLast() + 1;
    }

    void add(Step step) throws IOException {
        RecordFile.write(steps().resolve(Integer.toString(step.number())), step::write);
    }

    void forget(Step step) throws IOException {
        Files.deleteIfExists(steps().resolve(Integer.toString(step.number())));
    }

    private Path steps() {
        return folder.resolve("steps");
    }

    private static List<Integer> numbers(Path folder, String prefix) throws IOException {
        var numbers = new ArrayList<Integer>();
        try (var files = Files.newDirectoryStream(folder, prefix + "*")) {
            for (var file : files) {
                var number = file.getFileName().toString().substring(prefix.length());
                if (number.matches("[0-9]{1,9}")) {
                    numbers.add(Integer.valueOf(number));
                }
            }
        }
        numbers.sort(null);
        return numbers;
    }

    // --- open turns

    List<OpenTurn> openTurns() throws IOException {
        var turns = new ArrayList<OpenTurn>();
        try (var files = Files.newDirectoryStream(folder.resolve("open"))) {
            for (var file : files) {
                var turn = RecordFile.read(file, OpenTurn::read);
                if (turn != null
                        && file.getFileName().toString().equals(turn.turn().sessionId())) {
                    turns.add(turn);
                }
            }
        }
        return turns;
    }

    void write(OpenTurn turn) throws IOException {
        RecordFile.write(open(turn), turn::write);
    }

    /// Whether a session has an open turn; asked without the lock.
    static boolean hasOpen(Path folder, String sessionId) {
        return Files.exists(openOf(folder, sessionId));
    }

    void close(OpenTurn turn) throws IOException {
        Files.deleteIfExists(open(turn));
    }

    /// One plain name, whatever stands in a record.
    private static Path openOf(Path folder, String sessionId) {
        if (!sessionId.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("\"" + sessionId + "\" is no name of a session");
        }
        return folder.resolve("open").resolve(sessionId);
    }

    private Path open(OpenTurn turn) {
        return openOf(folder, turn.turn().sessionId());
    }

    // --- an undo or redo under way

    @Nullable
    Step doing() throws IOException {
        return RecordFile.read(folder.resolve("doing"), Step::read);
    }

    void writeDoing(Step step) throws IOException {
        RecordFile.write(folder.resolve("doing"), step::write);
    }

    void done() throws IOException {
        Files.deleteIfExists(folder.resolve("doing"));
    }

    @Override
    public void close() throws IOException {
        try (var _ = lock) {
            contents.close();
        }
    }
}
