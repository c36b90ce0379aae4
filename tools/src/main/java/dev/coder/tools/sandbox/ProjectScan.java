package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import dev.coder.plugin.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies in the projects that commands must not change, or not see: found by name at any depth, except below the
/// folders of dependencies, and among the first 200,000 files.
final class ProjectScan extends SimpleFileVisitor<Path> {

    private static final Set<String> DEPENDENCIES = Set.of("node_modules", "site-packages", "bower_components");
    private static final int MAX_FILES = 200_000;

    private final Confinement confinement;
    private final Map<Path, Mark> obeyed = new LinkedHashMap<>();
    private final List<Path> secrets = new ArrayList<>();
    private final List<Repository> repositories = new ArrayList<>();
    private int files;

    /// What tells whether a file or folder is still the same one.
    ///
    /// @param link where it leads, when it is a link
    record Mark(Object key, @Nullable Path link) {}

    /// @param obeyed       files and folders that other programs obey
    /// @param secrets      files that commonly hold secrets
    /// @param repositories of git
    record Found(Map<Path, Mark> obeyed, List<Path> secrets, List<Repository> repositories) {

        boolean knows(Mark mark) {
            return obeyed.containsValue(mark);
        }

        boolean knows(Repository repository) {
            return repositories.stream().anyMatch(known -> known.key().equals(repository.key()));
        }
    }

    private ProjectScan(Confinement confinement) {
        this.confinement = confinement;
    }

    static Found of(Confinement confinement) {
        var scan = new ProjectScan(confinement);
        try {
            for (var root : confinement.workspace().roots()) {
                Files.walkFileTree(root, scan);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Found(scan.obeyed, scan.secrets, scan.repositories);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (confinement.workspace().roots().contains(folder)) {
            return FileVisitResult.CONTINUE;
        }
        if (confinement.hidden().contains(folder)
                || DEPENDENCIES.contains(folder.getFileName().toString())) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (folder.endsWith(".git")) {
            add(Repository.at(folder), folder);
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (confinement.protects(folder)) {
            obeyed.put(folder, mark(folder, attributes));
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (confinement.protects(file)) {
            obeyed.put(file, mark(file, attributes));
        }
        if (file.endsWith(".git") && attributes.isRegularFile()) {
            Repository.ofWorktree(file).forEach(repository -> add(repository, file));
        }
        if (SecretFiles.isSecret(file) && !attributes.isOther()) {
            secrets.add(file);
        }
        return ++files < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    /// Also of a folder that vanishes while it is read.
    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    private void add(Repository repository, Path git) {
        repositories.add(repository);
        repository.obeyed().forEach(this::addIfThere);
        repository.hookFolders(git).stream()
                .filter(confinement.workspace()::inside)
                .filter(hooks -> !confinement.workspace().roots().contains(hooks))
                .forEach(this::addIfThere);
    }

    private void addIfThere(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            obeyed.put(path, mark(path, attributes));
        } catch (IOException e) {
            // It is not there.
        }
    }

    private static Mark mark(Path path, BasicFileAttributes attributes) {
        try {
            var link = attributes.isSymbolicLink() ? Files.readSymbolicLink(path) : null;
            return new Mark(String.valueOf(attributes.fileKey()), link);
        } catch (IOException e) {
            return new Mark(String.valueOf(attributes.fileKey()), null);
        }
    }
}
