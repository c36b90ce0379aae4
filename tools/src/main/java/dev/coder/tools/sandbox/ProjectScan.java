package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import dev.coder.plugin.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies in the projects that commands must not change, or not see: found by name at any depth, except below the
/// folders of dependencies, and in the first 50,000 folders.
final class ProjectScan {

    private static final Set<String> DEPENDENCIES = Set.of("node_modules", "site-packages", "bower_components");
    private static final int MAX_FOLDERS = 50_000;

    private final Confinement confinement;
    private final Map<Path, Mark> obeyed = new LinkedHashMap<>();
    private final List<Path> secrets = new ArrayList<>();
    private final List<Repository> repositories = new ArrayList<>();
    private final Deque<Path> ahead = new ArrayDeque<>();

    /// What tells whether a file or folder is still the same one.
    ///
    /// @param link where it leads, when it is a link
    record Mark(String key, @Nullable Path link) {}

    /// @param obeyed       files and folders that other programs obey
    /// @param secrets      files that commonly hold secrets
    /// @param repositories of git
    record Found(Map<Path, Mark> obeyed, List<Path> secrets, List<Repository> repositories) {

        boolean knows(Mark mark) {
            return obeyed.containsValue(mark);
        }

        /// Takes for known what is there now at a path, and the protected folder that it lies in. What lies below it
        /// may be a command's.
        void accept(Found now, Path path) {
            now.obeyed.forEach((place, mark) -> {
                if (path.startsWith(place)) {
                    obeyed.put(place, mark);
                }
            });
            now.repositories.stream()
                    .filter(repository -> path.startsWith(repository.folder()))
                    .filter(repository -> !knows(repository))
                    .forEach(repositories::add);
        }

        boolean knows(Repository repository) {
            return repositories.stream().anyMatch(known -> known.key().equals(repository.key()));
        }
    }

    private ProjectScan(Confinement confinement) {
        this.confinement = confinement;
    }

    /// @param index what was found before
    static Found of(Confinement confinement, FolderIndex index) {
        var scan = new ProjectScan(confinement);
        scan.ahead.addAll(confinement.workspace().roots());
        for (var count = 0; count < MAX_FOLDERS && !scan.ahead.isEmpty(); count++) {
            var entries = index.of(scan.ahead.remove(), confinement);
            entries.folders().forEach(scan::folder);
            entries.files().forEach(scan::file);
        }
        return new Found(scan.obeyed, scan.secrets, scan.repositories);
    }

    private void folder(Path folder) {
        if (folder.endsWith(".git")) {
            add(Repository.at(folder), folder);
        } else if (confinement.protects(folder)) {
            addIfThere(folder);
        } else if (!confinement.hidden().contains(folder)
                && !DEPENDENCIES.contains(folder.getFileName().toString())) {
            ahead.add(folder);
        }
    }

    private void file(Path file) {
        if (confinement.protects(file)) {
            addIfThere(file);
        }
        if (file.endsWith(".git")) {
            Repository.ofWorktree(file).forEach(repository -> add(repository, file));
        }
        if (SecretFiles.isSecret(file)) {
            secrets.add(file);
        }
    }

    private void add(Repository repository, Path git) {
        repositories.add(repository);
        repository.obeyed().forEach(this::addIfThere);
        repository.named(git).stream()
                .filter(confinement.workspace()::inside)
                .filter(named -> !confinement.workspace().roots().contains(named))
                .forEach(this::addIfThere);
    }

    private void addIfThere(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            var link = attributes.isSymbolicLink() ? Files.readSymbolicLink(path) : null;
            obeyed.put(path, new Mark(String.valueOf(attributes.fileKey()), link));
        } catch (IOException e) {
            // It is not there, or not any more.
        }
    }
}
