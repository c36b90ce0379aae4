package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes changes in the workspace, each file at once: old or new, never between. May be done again after a crash: what
/// is done already is passed over. Used once.
final class Restore {

    /// @param done  what is as it was wanted
    /// @param notes why the rest is not, for the user
    record Outcome(List<Change> done, List<String> notes) {}

    private final Roots roots;
    private final ContentStore contents;
    private final FolderModes modes;
    private final Set<String> failed = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    Restore(Roots roots, ContentStore contents) {
        this.roots = roots;
        this.contents = contents;
        this.modes = new FolderModes(roots);
    }

    /// @param changes sorted by key, from what is there to what is wanted
    Outcome apply(List<Change> changes) throws IOException {
        modes.openUp(changes);
        changes.reversed().stream().filter(Restore::removes).forEach(this::remove);
        try (var staging = new Staging(roots)) {
            changes.stream().filter(Restore::makes).forEach(change -> make(change, staging));
        }
        modes.set(changes).forEach(this::fail);
        return new Outcome(
                changes.stream()
                        .filter(change -> !failed.contains(change.key()))
                        .toList(),
                List.copyOf(notes));
    }

    /// Deletions, and what stands in the way because a folder becomes something else or the other way round.
    private static boolean removes(Change change) {
        return !(change.before() instanceof Entry.Absent)
                && (change.after() instanceof Entry.Absent || folder(change.before()) != folder(change.after()));
    }

    private static boolean makes(Change change) {
        return !(change.after() instanceof Entry.Absent) && !(folder(change.before()) && folder(change.after()));
    }

    private static boolean folder(Entry entry) {
        return entry instanceof Entry.Folder;
    }

    private void remove(Change change) {
        try (var parent = parent(change.key())) {
            var name = RawName.path(Roots.name(change.key()));
            if (folder(change.before())) {
                parent.deleteFolder(name);
            } else {
                parent.deleteFile(name);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // that is what was wanted; where it was not, making says so
        } catch (DirectoryNotEmptyException e) {
            fail(change.key(), "is left: there are files in it that the turn did not make");
        } catch (IOException e) {
            fail(change.key(), e);
        }
    }

    private void make(Change change, Staging staging) {
        if (failed.contains(change.key())) {
            return;
        }
        try (var parent = parent(change.key())) {
            if (!onlyTheMode(change, parent)) {
                staging.place(change, contents, parent);
            }
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            fail(change.key(), "is not brought back: something else is in its place");
        } catch (IOException e) {
            fail(change.key(), e);
        }
    }

    /// A file whose bytes are right already keeps its place on the disk.
    private static boolean onlyTheMode(Change change, HeldFolder parent) throws IOException {
        if (change.before() instanceof Entry.File before
                && change.after() instanceof Entry.File after
                && before.content().equals(after.content())
                && FolderModes.plain(before.mode())
                && FolderModes.plain(after.mode())) {
            return permitted(change.key(), after.mode(), parent);
        }
        return false;
    }

    private static boolean permitted(String key, int mode, HeldFolder parent) throws IOException {
        try {
            parent.setPermissions(RawName.path(Roots.name(key)), FolderModes.permissions(mode));
            return true;
        } catch (AccessDeniedException e) {
            return false; // what may not be read may not be held either: it is made anew
        }
    }

    private HeldFolder parent(String key) throws IOException {
        var parent = Roots.parent(key);
        if (parent == null) {
            throw new IOException("it is the project itself");
        }
        return HeldFolder.open(roots, parent);
    }

    private void fail(String key, IOException e) {
        fail(key, "is not brought back: " + Reasons.of(e));
    }

    private void fail(String key, String sentence) {
        if (failed.add(key)) {
            notes.add(roots.shown(key) + " " + sentence);
        }
    }
}
