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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
            try (var folder = new ProjectFile(workspace, path.resolve("any")).parent()) {
                var names = folder.names().stream().sorted().toList();
                if (names.isEmpty()) {
                    return ToolOutput.text("[the folder is empty]");
                }
                var lines = new ArrayList<String>();
                for (var name : names.subList(0, Math.min(MAX_ENTRIES, names.size()))) {
                    lines.add(line(folder, name));
                }
                var left = names.size() - MAX_ENTRIES;
                var shown = String.join("\n", lines);
                return ToolOutput.text(left <= 0 ? shown : shown + "\n[" + left + " more; use find_files]");
            } catch (IOException e) {
                throw Failures.of(e, workspace, path);
            }
        }

        private String line(Folder folder, Path entry) throws IOException {
            var name = CleanText.visible(entry.toString());
            var attributes = folder.attributes(entry);
            if (attributes == null) {
                return name;
            }
            if (attributes.isSymbolicLink()) {
                return name + target(path.resolve(entry));
            }
            return attributes.isDirectory() ? name + "/" : name + "  " + size(attributes.size());
        }

        private static String target(Path link) {
            try {
                return " -> " + CleanText.visible(Files.readSymbolicLink(link).toString());
            } catch (IOException e) {
                return " -> ?";
            }
        }
    }

    private static String size(long bytes) {
        return bytes < 10_000 ? bytes + " B" : bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
