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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shows what has changed since the last commit or since it was staged, as git sees it.
final class GitDiff implements Tool {

    private static final int MAX_FILES = 300;
    private static final int CONTEXT = 3;
    private static final int MOST_CONTEXT = 10_000;

    @Override
    public ToolSpec spec() {
        return Specs.reading("git_diff");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var files = new ArrayList<Path>();
        for (var file : given.texts("files")) {
            files.add(workspace.resolve(file));
        }
        var staged = given.flag("staged");
        var context = given.number("context", 0, MOST_CONTEXT, CONTEXT);
        var note = given.formerly("useDelta", DiffFiles.PLAIN) + given.formerly("saveToFile", DiffFiles.SAVING);
        given.nothingElse();
        var root = files.isEmpty() ? workspace.root() : rootOf(files, workspace);
        return new Call(workspace, root, files, new Form(staged, context, note));
    }

    private static Path rootOf(List<Path> files, Workspace workspace) throws ToolException {
        return workspace.roots().stream()
                .filter(root -> files.stream().allMatch(file -> file.startsWith(root)))
                .findFirst()
                .orElseThrow(() -> ToolException.invalid("the files do not lie in one project"));
    }

    /// @param staged  whether what is staged is wanted
    /// @param context how many lines around each change
    /// @param note    for the model
    private record Form(boolean staged, int context, String note) {}

    /// @param files empty for all
    private record Call(Workspace workspace, Path root, List<Path> files, Form form) implements Invocation {

        @Override
        public String title() {
            var names = files.stream().map(workspace::display).collect(Collectors.joining(" "));
            return CleanText.oneLine(
                    "diff" + (form.staged() ? " of what is staged" : "") + (names.isEmpty() ? "" : " " + names));
        }

        @Override
        public List<Effect> effects() {
            return files.isEmpty()
                    ? List.of(new Effect.ReadFile(root))
                    : files.stream().<Effect>map(Effect.ReadFile::new).toList();
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            var git = Git.in(root, context);
            var changed = changed(git);
            var wanted =
                    changed.stream().filter(name -> isWanted(name, context)).toList();
            var notes = notes(git, changed, wanted);
            if (wanted.isEmpty()) {
                return ToolOutput.text("[nothing has changed" + (form.staged() ? " in what is staged]" : "]") + notes);
            }
            var diff = git.run(arguments(
                    List.of("--src-prefix=a/", "--dst-prefix=b/", "-U" + form.context()),
                    wanted.stream().limit(MAX_FILES).toList()));
            context.progress(DiffView.of(diff));
            return ToolOutput.text(DiffView.forModel(diff) + notes);
        }

        private List<String> changed(Git git) throws ToolException, InterruptedException {
            var names = files.stream()
                    .map(file -> root.relativize(file).toString())
                    .map(name -> name.isEmpty() ? "." : name);
            var output = git.run(arguments(List.of("--name-only", "-z"), names.toList()));
            return Arrays.stream(output.split("\0"))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
        }

        private List<String> arguments(List<String> options, List<String> paths) {
            return Stream.of(
                            List.of("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--relative"),
                            List.of("--ignore-submodules=dirty", "--submodule=short", "-O/dev/null"),
                            form.staged() ? List.of("--cached") : List.<String>of(),
                            options,
                            List.of("--"),
                            paths)
                    .flatMap(List::stream)
                    .toList();
        }

        /// What would not be read unasked is shown only when it was named, as the user was asked then.
        private boolean isWanted(String name, ToolContext context) {
            var file = root.resolve(name);
            return files.contains(file) || context.mayRead(file);
        }

        private String notes(Git git, List<String> changed, List<String> wanted) {
            var secrets =
                    changed.stream().filter(name -> !wanted.contains(name)).collect(Collectors.joining(", "));
            return (secrets.isEmpty()
                            ? ""
                            : "\n[changed, but not shown, as it commonly holds secrets: " + CleanText.visible(secrets)
                                    + "]")
                    + (wanted.size() > MAX_FILES
                            ? "\n[" + (wanted.size() - MAX_FILES) + " more files have changed; name files]"
                            : "")
                    + (git.hasFilters() ? "\n[filters were not run: files that have one may look changed]" : "")
                    + form.note();
        }
    }
}
