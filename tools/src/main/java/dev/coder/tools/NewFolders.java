package dev.coder.tools;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Makes folders below an anchor without ever following a link: each is made in the anchor and then moved to its place
/// by handle, as Java can not make a folder by handle.
///
/// @param anchor a folder that nobody can turn into a link
/// @param made   gets the absolute paths of those that were not there
record NewFolders(Path anchor, Traces traces, List<Path> made) {

    void make(Path relative) throws IOException {
        try (var root = Folder.open(anchor)) {
            make(root, relative);
        }
    }

    private void make(Folder root, Path relative) throws IOException {
        var folder = Folder.open(anchor);
        var path = anchor;
        try {
            for (var name : relative) {
                path = path.resolve(name);
                var next = enterOrMake(root, folder, path);
                folder.close();
                folder = next;
            }
        } finally {
            folder.close();
        }
    }

    private Folder enterOrMake(Folder root, Folder folder, Path path) throws IOException {
        try {
            return folder.enter(path.getFileName());
        } catch (NoSuchFileException e) {
            make(root, folder, path);
            return folder.enter(path.getFileName());
        }
    }

    private void make(Folder root, Folder folder, Path path) throws IOException {
        var temporary = anchor.resolve(traces.folder());
        Files.createDirectory(temporary);
        try {
            root.move(temporary.getFileName(), folder, path.getFileName());
            made.add(path);
        } catch (FileSystemException e) {
            Files.delete(temporary); // somebody else was quicker; if not, entering says what is wrong
        }
    }
}
