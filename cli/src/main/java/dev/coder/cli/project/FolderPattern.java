package dev.coder.cli.project;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A pattern of folders, such as `~/code/*`: `*`, `?`, `[…]` and `{…}` within a name, `**` for up to four folders deep.
/// What it finds is bounded; what cannot be read is passed over, hidden folders are found by their names only.
///
/// @param text with `~` for the home folder
record FolderPattern(String text, Path home) {

    /// Folders that are found, and folders that are looked into, at most.
    private static final int MOST = 1000;

    private static final int DEEP = 4;
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    /// The folders there are, resolved, each once. A text that is no pattern of absolute paths finds nothing.
    List<Path> folders() {
        var path = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        if (!path.startsWith("/")) {
            return List.of();
        }
        var search = new Search();
        search.find(Path.of("/"), List.of(path.substring(1).split("/+")));
        return List.copyOf(search.found);
    }

    private static final class Search {

        private final Set<Path> found = new LinkedHashSet<>();
        private int looked;

        private void find(Path folder, List<String> names) {
            if (names.isEmpty() || names.getFirst().isEmpty()) {
                keep(folder);
                return;
            }
            var name = names.getFirst();
            var rest = names.subList(1, names.size());
            if (name.equals("**")) {
                anywhere(folder, rest, DEEP);
            } else if (WILD.matcher(name).find()) {
                matching(folder, name).forEach(next -> find(next, rest));
            } else {
                below(folder, name, rest);
            }
        }

        private void below(Path folder, String name, List<String> rest) {
            try {
                var next = folder.resolve(name);
                if (Files.isDirectory(next)) {
                    find(next, rest);
                }
            } catch (InvalidPathException e) {
                // there is nothing of that name
            }
        }

        /// Links are not followed, so that a loop ends.
        private void anywhere(Path folder, List<String> rest, int depth) {
            find(folder, rest.isEmpty() ? List.of("*") : rest);
            if (depth > 0) {
                for (var next : matching(folder, "*")) {
                    if (Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                        anywhere(next, rest, depth - 1);
                    }
                }
            }
        }

        private List<Path> matching(Path folder, String name) {
            var next = new ArrayList<Path>();
            if (found.size() >= MOST || ++looked > MOST) {
                return next;
            }
            try (var entries = Files.newDirectoryStream(folder, name)) {
                for (var entry : entries) {
                    if (next.size() < MOST && shows(entry, name) && Files.isDirectory(entry)) {
                        next.add(entry);
                    }
                }
            } catch (IOException | DirectoryIteratorException | IllegalArgumentException e) {
                // closed to us, gone, or no pattern: nothing is there
            }
            next.sort(null);
            return next;
        }

        private static boolean shows(Path entry, String pattern) {
            return pattern.startsWith(".") || !entry.getFileName().toString().startsWith(".");
        }

        private void keep(Path folder) {
            try {
                if (found.size() < MOST && Files.isReadable(folder)) {
                    found.add(folder.toRealPath());
                }
            } catch (IOException e) {
                // gone meanwhile
            }
        }
    }
}
