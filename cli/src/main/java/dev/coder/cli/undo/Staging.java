package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Private folders in the roots in which files, links and folders are made; from there they are moved to their place by
/// handle, complete and at once. They vanish at the end; those that a crash has left vanish at the beginning.
final class Staging implements AutoCloseable {

    private static final String MODE = "unix:mode";
    private static final int OPEN = 0700;

    private final Roots roots;
    private final Map<Path, Path> folders = new HashMap<>();
    private int made;

    Staging(Roots roots) throws IOException {
        this.roots = roots;
        for (var top : roots.tops()) {
            removeLeftOver(top);
        }
    }

    private static void removeLeftOver(Path top) throws IOException {
        try (var left = Files.newDirectoryStream(top, TreeScan.STAGING + "*")) {
            for (var folder : left) {
                remove(folder);
            }
        }
    }

    /// What is in there is ours, and never more than one level deep.
    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (var content = Files.newDirectoryStream(folder)) {
                for (var file : content) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /// Makes what is wanted, and puts it in its place.
    ///
    /// @param parent the folder that it belongs in
    void place(Change change, ContentStore contents, HeldFolder parent) throws IOException {
        var folder = folder(roots.top(change.key()));
        var staged = folder.resolve(Integer.toString(++made));
        make(change.after(), staged, contents);
        try (var from = HeldFolder.open(folder)) {
            from.move(staged.getFileName(), parent, RawName.path(Roots.name(change.key())));
        }
    }

    private static void make(Entry entry, Path staged, ContentStore contents) throws IOException {
        switch (entry) {
            case Entry.File(var mode, var _, var content) -> {
                Files.write(staged, contents.content(content), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Files.setAttribute(staged, MODE, mode, LinkOption.NOFOLLOW_LINKS);
            }
            case Entry.Folder _ -> {
                Files.createDirectory(staged);
                Files.setAttribute(staged, MODE, OPEN, LinkOption.NOFOLLOW_LINKS);
            }
            case Entry.Link(var target) -> Files.createSymbolicLink(staged, RawName.path(target));
            case Entry.Absent _, Entry.LeftOut _ -> throw new IOException("there is nothing to bring back");
        }
    }

    private Path folder(Path top) throws IOException {
        var known = folders.get(top);
        if (known != null) {
            return known;
        }
        var folder = top.resolve(TreeScan.STAGING + UUID.randomUUID());
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        folders.put(top, folder);
        return folder;
    }

    @Override
    public void close() throws IOException {
        for (var folder : folders.values()) {
            remove(folder);
        }
    }
}
