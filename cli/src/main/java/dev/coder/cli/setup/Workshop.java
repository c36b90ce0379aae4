package dev.coder.cli.setup;

import dev.coder.cli.config.ConfigEditor;
import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.keys.KeyPlace;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.KeySlot;
import dev.coder.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes things in the user's home and notes each in the manifest. What is there and not ours stays as it is.
final class Workshop {

    private final ManifestFile manifest;

    Workshop(ManifestFile manifest) {
        this.manifest = manifest;
    }

    /// Makes a folder and what lacks above it.
    void folder(Path folder) throws IOException {
        var missing = new ArrayDeque<Path>();
        for (var path = folder; path != null && !Files.exists(path); path = path.getParent()) {
            missing.push(path);
        }
        for (var path : missing) {
            PrivateFiles.folder(path);
            note("folder", path, "", "", null);
        }
    }

    /// @return false when a file is there that is not ours, or that the user changed
    boolean file(Path file, String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            var hash = hash(file);
            var isOurs = manifest.find("file", file)
                    .filter(made -> made.now().equals(hash))
                    .isPresent();
            if (hash.equals(Sha256.hex(content))) {
                return true;
            }
            if (!isOurs) {
                return false;
            }
        }
        folder(file.resolveSibling(""));
        Files.write(file, bytes);
        note("file", file, "", Sha256.hex(content), null);
        return true;
    }

    /// @return false when something else is there
    boolean link(Path link, Path target) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isSymbolicLink(link) && leadsTo(link, target);
        }
        folder(link.resolveSibling(""));
        Files.createSymbolicLink(link, target);
        note("link", link, "", target.toString(), null);
        return true;
    }

    private static boolean leadsTo(Path link, Path target) throws IOException {
        return Files.exists(link) && link.toRealPath().equals(target.toRealPath());
    }

    /// Adds lines at the end of a text of the user, through a link if it is one.
    void lines(Path file, String lines) throws IOException {
        var text = Files.exists(file) ? Files.readString(file) : "";
        if (text.contains(lines)) {
            return;
        }
        folder(file.resolveSibling(""));
        var added = (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + lines;
        var isNew = !Files.exists(file);
        Files.writeString(file, added, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        note("lines", file, lines.strip(), added, isNew ? null : "");
    }

    /// @param json null to leave the value as it is
    void value(Path file, String key, @Nullable String json) throws IOException {
        var before = ConfigEditor.get(file, key).orElse(null);
        if (json == null || json.equals(before)) {
            return;
        }
        folder(file.resolveSibling(""));
        var isOurs = !Files.exists(file) || manifest.find("file", file).isPresent();
        ConfigEditor.set(file, key, json);
        note("value", file, key, json, before);
        if (isOurs) {
            note("file", file, "", hash(file), null);
        }
    }

    /// @return where it went
    KeyRing.Stored key(KeyRing ring, KeySlot slot, String secret, Optional<KeyPlace> place, Path folder)
            throws IOException, InterruptedException {
        folder(folder);
        var before = names(folder);
        var stored = ring.store(slot, secret, place);
        for (var name : names(folder)) {
            if (!before.contains(name)) {
                note("keyfile", folder.resolve(name), "", "", null);
            }
        }
        note("key", Path.of(""), slot.name(), "", null);
        return stored;
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private void note(String kind, Path path, String name, String now, @Nullable String before) throws IOException {
        manifest.add(new Made(kind, path.toString(), name, now, before));
    }

    static String hash(Path file) throws IOException {
        return Sha256.hex(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
}
