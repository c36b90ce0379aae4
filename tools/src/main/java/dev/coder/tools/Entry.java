package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file, folder or link that is moved or deleted as a whole, as it was when the call was judged. What speaks against
/// that is told only after the call was allowed: it may say what is there.
///
/// @param attributes null: nothing could be found there
/// @param inside     all that is in a folder, absolute; of a very large one only the beginning
record Entry(ProjectFile file, @Nullable PosixFileAttributes attributes, List<Path> inside) {

    private static final int MOST_INSIDE = 1000;

    /// @param path links are followed on the way to the entry; if it is a link, it is meant itself
    static Entry of(Workspace workspace, String path) throws ToolException {
        var file = new ProjectFile(workspace, place(workspace, path));
        if (workspace.roots().stream().anyMatch(root -> root.startsWith(file.path()))) {
            throw ToolException.invalid(file.shown() + " is the project itself, or holds it");
        }
        try (var folder = file.parent()) {
            var attributes = folder.attributes(file.name());
            var isFolder = attributes != null && attributes.isDirectory();
            return new Entry(file, attributes, isFolder ? inside(file) : List.of());
        } catch (IOException e) {
            return new Entry(file, null, List.of());
        }
    }

    /// @throws ToolException when there is nothing, or too much to be judged
    PosixFileAttributes present() throws ToolException {
        if (attributes == null) {
            throw Failures.of(new NoSuchFileException(file.path().toString()), file.workspace(), file.path());
        }
        if (inside.size() > MOST_INSIDE) {
            throw ToolException.failed(file.shown() + " holds more than " + MOST_INSIDE
                    + " files, too many to be judged one by one. Use run_command.");
        }
        return attributes;
    }

    /// The path of an entry that may be missing.
    static Path place(Workspace workspace, String path) throws ToolException {
        try {
            var given = Path.of(path);
            var name = given.getFileName();
            if (name == null || List.of("", ".", "..").contains(name.toString())) {
                return workspace.resolve(path);
            }
            var folder = given.getParent();
            return (folder == null ? workspace.root() : workspace.resolve(folder.toString())).resolve(name);
        } catch (InvalidPathException e) {
            return workspace.resolve(path);
        }
    }

    private static List<Path> inside(ProjectFile folder) throws IOException {
        var inside = new ArrayList<Path>();
        Files.walkFileTree(folder.path(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return add(path);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                return add(path);
            }

            private FileVisitResult add(Path path) {
                inside.add(path);
                return inside.size() > MOST_INSIDE + 1 ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(inside.subList(1, inside.size()));
    }

    /// @throws IOException when something else is there by now
    void requireSame(Folder folder) throws IOException {
        var now = folder.attributes(file.name());
        if (now == null) {
            throw new NoSuchFileException(file.path().toString());
        }
        if (attributes == null || !EntryEvidence.key(now).equals(EntryEvidence.key(attributes))) {
            throw new FileSystemException(
                    file.path().toString(), null, "another program changed it at this very moment; look at it again");
        }
    }
}
