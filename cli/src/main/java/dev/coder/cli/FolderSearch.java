package dev.coder.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Predicate;

/// Looks for a file below a folder until one is found, or too many were looked at.
final class FolderSearch extends SimpleFileVisitor<Path> {

    private static final int MOST_FILES = 200_000;

    /// What lies in them belongs to tools and dependencies, and is no secret of the user.
    private static final Set<String> FOREIGN = Set.of(".git", "node_modules", ".venv", "venv");

    private final Path start;
    private final boolean hidden;
    private final Predicate<Path> wanted;
    private int files;
    private boolean found;

    /// @param hidden whether to look at names that begin with a dot
    FolderSearch(Path start, boolean hidden, Predicate<Path> wanted) {
        this.start = start;
        this.hidden = hidden;
        this.wanted = wanted;
    }

    boolean found() {
        return found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        var passedOver = !folder.equals(start) && (isHidden(folder) || FOREIGN.contains(name(folder)));
        return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        found = ++files > MOST_FILES || (attributes.isRegularFile() && !isHidden(file) && wanted.test(file));
        return found ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    /// What cannot be opened here cannot be read by the command.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path path) {
        return !hidden && name(path).startsWith(".");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
