package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder as the detection of project types sees it: the names in it, and the texts of its own manifests. Links are
/// not
/// followed.
///
/// @param names of the regular files and folders in it
record ProjectFolder(Path path, Set<String> names) {

    private static final int MANIFEST_BYTES = 1 << 20;

    static ProjectFolder of(Path path) throws ToolException {
        try (var entries = Files.list(path)) {
            return new ProjectFolder(
                    path,
                    entries.filter(entry -> !Files.isSymbolicLink(entry))
                            .map(entry -> entry.getFileName().toString())
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw ToolException.failed("the folder " + path + " cannot be listed: " + e.getMessage());
        }
    }

    boolean has(String... anyOf) {
        return Stream.of(anyOf).anyMatch(names::contains);
    }

    boolean hasEnding(String... anyOf) {
        return names.stream().anyMatch(name -> Stream.of(anyOf).anyMatch(name::endsWith));
    }

    /// The text of a manifest in it; empty when there is none that can be read.
    String text(String name) {
        var file = path.resolve(name);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MANIFEST_BYTES
                    ? Files.readString(file)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    /// A manifest in JSON; empty when it is none.
    Map<String, Object> json(String name) {
        try {
            var text = text(name);
            return text.isBlank() ? Map.of() : ProtocolJson.readObject(text);
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }

    /// Those of the words that the manifest names.
    List<String> named(String manifest, List<String> words) {
        var text = text(manifest);
        return words.stream().filter(text::contains).toList();
    }
}
