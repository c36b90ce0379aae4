package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder as the detection of project types sees it: the names in it, and the texts of its own manifests. Links are
/// not followed.
///
/// @param names   of the regular files that may be read, and of the folders in it
/// @param folders those of the names that are folders
/// @param looked  gets every folder and file that was looked at: as long as they stay, so does what is found
record ProjectFolder(Workspace workspace, Path path, Set<String> names, Set<String> folders, Collection<Path> looked) {

    private static final int MANIFEST_BYTES = 1 << 20;

    static ProjectFolder of(ToolContext context, Path path, Collection<Path> looked) throws ToolException {
        looked.add(path);
        var workspace = context.workspace();
        var files = new HashSet<String>();
        var folders = new HashSet<String>();
        try (var folder = new ProjectFile(workspace, path.resolve("any")).parent()) {
            for (var name : folder.names()) {
                var attributes = folder.attributes(name);
                if (attributes != null && attributes.isDirectory()) {
                    folders.add(name.toString());
                } else if (attributes != null && attributes.isRegularFile() && context.mayRead(path.resolve(name))) {
                    files.add(name.toString());
                }
            }
        } catch (IOException e) {
            throw Failures.of(e, workspace, path);
        }
        files.addAll(folders);
        return new ProjectFolder(workspace, path, Set.copyOf(files), Set.copyOf(folders), looked);
    }

    boolean has(String... anyOf) {
        return Stream.of(anyOf).anyMatch(names::contains);
    }

    boolean hasEnding(String... anyOf) {
        return names.stream().anyMatch(name -> Stream.of(anyOf).anyMatch(name::endsWith));
    }

    /// The text of a manifest in it; empty when there is none that can be read.
    String text(String name) {
        if (!has(name)) {
            return "";
        }
        looked.add(path.resolve(name));
        try (var channel = new ProjectFile(workspace, path.resolve(name)).open()) {
            return channel.size() > MANIFEST_BYTES
                    ? ""
                    : new String(Channels.newInputStream(channel).readNBytes(MANIFEST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// The texts of those that there are, one after the other.
    String texts(String... names) {
        return Stream.of(names).map(this::text).collect(Collectors.joining("\n"));
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
}
