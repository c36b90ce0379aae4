package dev.coder.tools;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Searches the contents of files by regular expression. Where ripgrep is on the path it names the files that are not
/// worth a look; the answer itself always comes from the same code.
final class GrepSearch implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.reading("grep_search");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var text = given.text("pattern");
        var path = workspace.resolve(given.text("path", "."));
        var filePattern = given.optionalText("filePattern");
        var caseSensitive = given.flag("caseSensitive");
        given.nothingElse();
        var pattern = compile(text, caseSensitive);
        return new Call(workspace, path, pattern, filePattern == null ? null : Glob.of(filePattern));
    }

    private static Pattern compile(String pattern, boolean caseSensitive) throws ToolException {
        try {
            return Pattern.compile(pattern, caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw ToolException.invalid("not a regular expression of RE2 (which has no look-around and no "
                    + "back-references): " + e.getMessage() + ". Escape special characters with a backslash.");
        }
    }

    private record Call(
            Workspace workspace,
            Path path,
            Pattern pattern,
            @Nullable Glob files) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("search " + pattern.pattern() + " in " + workspace.display(path));
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ListDirectory(path), new Effect.ReadFile(path));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            var matches = new Matches();
            var search = new FileSearch(workspace, pattern, matches);
            KernelFiles.refuse(path);
            if (Files.isRegularFile(path)) {
                search.searchAll(List.of(path));
            } else if (Files.isDirectory(path)) {
                search.searchAll(worthALook(matches, context));
            } else {
                throw Failures.of(new NoSuchFileException(path.toString()), workspace, path);
            }
            return ToolOutput.text(matches.shown(workspace));
        }

        /// What git does not ignore, but for the files that ripgrep, at the same time, finds to have no match.
        private List<Path> worthALook(Matches matches, ToolContext context) throws InterruptedException {
            var files = new ConcurrentLinkedQueue<Path>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var without = threads.submit(() -> filesWithout(context));
                FileTree.walk(path, context.environment(), (file, attributes) -> {
                    if (attributes.isRegularFile() && isWanted(file, matches, context)) {
                        files.add(file);
                    }
                });
                var unmatched = without.get();
                return files.stream()
                        .filter(file -> !unmatched.contains(file.toString()))
                        .toList();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        private Set<String> filesWithout(ToolContext context) throws InterruptedException {
            var ripgrep = Ripgrep.find(context.environment(), workspace);
            return ripgrep == null
                    ? Set.of()
                    : ripgrep.filesWithout(
                            pattern, path, files == null ? null : files.ripgrep(), context.environment());
        }

        /// Files that are kept from the model when it reads them are kept from it here, too.
        private boolean isWanted(Path file, Matches matches, ToolContext context) {
            if (files != null && !files.matches(path.relativize(file))) {
                return false;
            }
            if (!context.mayRead(file)) {
                matches.passOver(Matches.Reason.SECRET, file);
                return false;
            }
            return true;
        }
    }
}
