package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Changes to files that happen together: all of them or none. Everything is written beside the files before the first
/// of them is touched; then each is replaced by one rename, so that at any moment every file is old or new.
record ChangeSet(List<FileChange> changes, Traces traces) {

    ChangeSet {
        changes = List.copyOf(changes);
    }

    void apply() throws ToolException, InterruptedException {
        var made = new ArrayList<Path>();
        var staged = new ArrayList<StagedChange>();
        var at = 0;
        try {
            for (; at < changes.size(); at++) {
                staged.add(
                        StagedChange.of(changes.get(at), new StagedChange.Place(traces, at, made), changes.size() > 1));
            }
            for (at = 0; at < staged.size(); at++) {
                staged.get(at).commit();
            }
            staged.forEach(StagedChange::force);
        } catch (ClosedByInterruptException e) {
            rollBack(staged, made);
            throw new InterruptedException();
        } catch (IOException e) {
            throw failure(e, changes.get(at).file(), rollBack(staged, made));
        } finally {
            close(staged);
        }
    }

    /// @return where the former content of files lies that could not be put back
    private List<Path> rollBack(List<StagedChange> staged, List<Path> made) {
        var stuck = new ArrayList<Path>();
        for (var change : staged.reversed()) {
            try {
                change.rollBack();
            } catch (IOException e) {
                stuck.add(change.savedAs());
            }
        }
        close(staged);
        staged.clear();
        made.reversed().forEach(this::removeIfEmpty);
        return stuck;
    }

    private void removeIfEmpty(Path folder) {
        var entry = new ProjectFile(changes.getFirst().file().workspace(), folder);
        try (var parent = entry.parent()) {
            parent.deleteFolder(entry.name());
        } catch (IOException e) {
            // somebody else has put something into it: then it is theirs
        }
    }

    private static void close(List<StagedChange> staged) {
        for (var change : staged) {
            try {
                change.close();
            } catch (IOException e) {
                // what stays behind is a file of ours with no meaning; the change itself stands or is undone
            }
        }
    }

    private ToolException failure(IOException e, ProjectFile file, List<Path> stuck) {
        var reason =
                String.valueOf(Failures.of(e, file.workspace(), file.path()).getMessage());
        var sentence = reason.endsWith(".") ? reason : reason + ".";
        return ToolException.failed(sentence + (stuck.isEmpty() ? nothingChanged() : notPutBack(stuck)));
    }

    private String nothingChanged() {
        return changes.size() == 1
                ? " It is as before."
                : " Nothing was changed: all " + changes.size() + " files are as before.";
    }

    private static String notPutBack(List<Path> stuck) {
        return " These files could not be put back; their former content is in " + stuck
                + ": look at them, and move them back.";
    }
}
