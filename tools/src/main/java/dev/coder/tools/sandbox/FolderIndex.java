package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import dev.coder.plugin.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What stands in each folder of a project, as far as a sandbox cares: its folders, and its files of certain names. A
/// folder is listed again only when its change time is another, which commands cannot set.
final class FolderIndex {

    /// Change times are no finer than the clock of the kernel: what changed just now may change again unnoticed.
    private static final Duration SETTLED = Duration.ofMillis(500);

    private final Map<Path, Listed> folders = new ConcurrentHashMap<>();

    /// @param files that are protected or secret by their names, links among them
    record Entries(List<Path> folders, List<Path> files) {}

    private record Listed(FileTime changed, Entries entries) {}

    /// Empty when the folder cannot be read, or is none.
    Entries of(Path folder, Confinement confinement) {
        try {
            var changed = (FileTime) Files.getAttribute(folder, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            var known = folders.get(folder);
            if (known != null && known.changed.equals(changed)) {
                return known.entries;
            }
            var now = Instant.now();
            var entries = list(folder, confinement);
            if (changed.toInstant().plus(SETTLED).isBefore(now)) {
                folders.put(folder, new Listed(changed, entries));
            } else {
                folders.remove(folder);
            }
            return entries;
        } catch (IOException e) {
            return new Entries(List.of(), List.of());
        }
    }

    private static Entries list(Path folder, Confinement confinement) throws IOException {
        var entries = new Entries(new ArrayList<>(), new ArrayList<>());
        try (var stream = Files.newDirectoryStream(folder)) {
            for (var entry : stream) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    entries.folders.add(entry);
                } else if (confinement.protects(entry) || SecretFiles.isSecret(entry)) {
                    entries.files.add(entry);
                }
            }
        }
        return entries;
    }
}
