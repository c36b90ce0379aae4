package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;

/// Lists one folder.
final class ListDirectory implements Tool {

    private static final int MAX_ENTRIES = 500;

    @Override
    public ToolSpec spec() {
        return Specs.reading("list_directory");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var path = workspace.resolve(given.text("path", "."));
        given.nothingElse();
        return new Call(workspace, path);
    }

    private record Call(Workspace workspace, Path path) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("list " + workspace.display(path));
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ListDirectory(path));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            try {
                var entries = entries();
                if (entries.isEmpty()) {
                    return ToolOutput.text("[the folder is empty]");
                }
                var shown = entries.stream().limit(MAX_ENTRIES).collect(Collectors.joining("\n"));
                var left = entries.size() - MAX_ENTRIES;
                return ToolOutput.text(left <= 0 ? shown : shown + "\n[" + left + " more; use find_files]");
            } catch (IOException e) {
                throw Failures.of(e, workspace, path);
            }
        }

        private List<String> entries() throws IOException {
            requireSamePlace();
            try (var entries = Files.list(path)) {
                return entries.sorted().map(ListDirectory::line).toList();
            }
        }

        private void requireSamePlace() throws IOException {
            if (!path.toRealPath().equals(path)) {
                throw new IOException("a link appeared on the way meanwhile");
            }
        }
    }

    private static String line(Path entry) {
        var name = CleanText.visible(entry.getFileName().toString());
        try {
            var attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                return name + " -> "
                        + CleanText.visible(Files.readSymbolicLink(entry).toString());
            }
            return attributes.isDirectory() ? name + "/" : name + "  " + size(attributes.size());
        } catch (IOException e) {
            return name;
        }
    }

    private static String size(long bytes) {
        return bytes < 10_000 ? bytes + " B" : bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
