package dev.coder.tools;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Makes folders below an anchor without ever following a link: each is made in the anchor and then moved to its place
/// by
/// handle, as Java can not make a folder by handle.
///
/// @param anchor a folder that nobody can turn into a link
/// @param mark   names what is made on the way
record NewFolders(Path anchor, String mark) {

    void make(Path relative) throws IOException {
        try (var root = Folder.open(anchor)) {
            make(root, relative);
        }
    }

    private void make(Folder root, Path relative) throws IOException {
        var folder = Folder.open(anchor);
        try {
            for (var name : relative) {
                var next = enterOrMake(root, folder, name);
                folder.close();
                folder = next;
            }
        } finally {
            folder.close();
        }
    }

    private Folder enterOrMake(Folder root, Folder folder, Path name) throws IOException {
        try {
            return folder.enter(name);
        } catch (NoSuchFileException e) {
            make(root, folder, name);
            return folder.enter(name);
        }
    }

    private void make(Folder root, Folder folder, Path name) throws IOException {
        var made = anchor.resolve(temporary(mark));
        Files.createDirectory(made);
        try {
            root.move(made.getFileName(), folder, name);
        } catch (FileSystemException e) {
            Files.delete(made); // somebody else was quicker; if not, entering says what is wrong
        }
    }

    /// The name of a folder on its way to its place.
    static Path temporary(String mark) {
        return Path.of(".coder-" + mark + ".dir");
    }
}
