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
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/// Finds files and folders by glob.
final class FindFiles implements Tool {

    private static final int MAX_PATHS = 300;

    @Override
    public ToolSpec spec() {
        return Specs.reading("find_files");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var pattern = given.text("pattern");
        var folder = workspace.resolve(given.text("path", "."));
        var kind = Kind.of(given.text("type", "file"));
        given.nothingElse();
        return new Call(workspace, folder, pattern, Glob.of(pattern), kind);
    }

    private enum Kind {
        FILE,
        DIRECTORY,
        BOTH;

        static Kind of(String word) throws ToolException {
            return switch (word) {
                case "file" -> FILE;
                case "directory" -> DIRECTORY;
                case "both" -> BOTH;
                default -> throw ToolException.invalid("the parameter type is file, directory or both, not " + word);
            };
        }

        boolean includes(BasicFileAttributes attributes) {
            return this == BOTH || (this == DIRECTORY) == attributes.isDirectory();
        }
    }

    private record Call(Workspace workspace, Path folder, String pattern, Glob glob, Kind kind) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("find " + pattern + " in " + workspace.display(folder));
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ListDirectory(folder));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            if (!Files.isDirectory(folder)) {
                throw Failures.of(new NotDirectoryException(folder.toString()), workspace, folder);
            }
            var found = new ConcurrentSkipListSet<String>();
            FileTree.walk(folder, context.environment(), (path, attributes) -> {
                if (kind.includes(attributes) && glob.matches(folder.relativize(path))) {
                    found.add(workspace.display(path) + (attributes.isDirectory() ? "/" : ""));
                }
            });
            if (found.isEmpty()) {
                return ToolOutput.text("[nothing matches " + pattern + " in " + workspace.display(folder) + "]");
            }
            var shown = found.stream().limit(MAX_PATHS).map(CleanText::visible).collect(Collectors.joining("\n"));
            var left = found.size() - MAX_PATHS;
            return ToolOutput.text(left <= 0 ? shown : shown + "\n[" + left + " more; narrow the pattern or the path]");
        }
    }
}
