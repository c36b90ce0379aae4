package dev.coder.tools;

import dev.coder.plugin.Invocation;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A call that changes files, and what the project holds before and after: each file with its content.
@SuppressWarnings("ImmutableEnumChecker") // nobody writes to the maps
enum FaultScenario {
    EDIT("edit_file", Map.of("path", "a", "oldText", "old", "newText", "new"), files("a", "old"), files("a", "new")),
    WRITE(
            "write_file",
            Map.of("path", "n/m/b", "content", text("new")),
            files("a", "old"),
            files("a", "old", "n/m/b", "new")),
    REPLACE("write_file", Map.of("path", "a", "content", text("new")), files("a", "old"), files("a", "new")),
    PATCH(
            "apply_patch",
            Map.of("input", """
                    *** Begin Patch
                    *** Update File: a
                    @@
                    -old
                    +new
                    *** Add File: n/b
                    +added
                    *** Delete File: c
                    *** Update File: d
                    *** Move to: e/d
                    @@
                    -old
                    +new
                    *** End Patch
                    """),
            files("a", "old", "c", "gone", "d", "old"),
            files("a", "new", "n/b", "", "e/d", "new")),
    MOVE("move_file", Map.of("source", "a", "destination", "n/b"), files("a", "old"), files("n/b", "old")),
    DELETE(
            "delete_file",
            Map.of("path", "n", "recursive", true),
            files("a", "old", "n/b", "old", "n/m/c", "old"),
            files("a", "old")),
    CREATE("create_directory", Map.of("path", "n/m"), files("a", "old"), files("a", "old"));

    private static final int LINES = 1001;
    private static final int PAGE = 400;

    private final String tool;
    private final Map<String, Object> parameters;
    private final Map<String, String> before;
    private final Map<String, String> after;

    FaultScenario(String tool, Map<String, Object> parameters, Map<String, String> before, Map<String, String> after) {
        this.tool = tool;
        this.parameters = parameters;
        this.before = before;
        this.after = after;
    }

    private static Map<String, String> files(String... namesAndWords) {
        var files = new TreeMap<String, String>();
        for (var i = 0; i < namesAndWords.length; i += 2) {
            files.put(namesAndWords[i], namesAndWords[i + 1].isEmpty() ? "added\n" : text(namesAndWords[i + 1]));
        }
        return files;
    }

    /// Some pages long.
    private static String text(String word) {
        return word + "\n" + "The quick brown fox jumps over the lazy dog.\n".repeat(LINES - 1);
    }

    String tool() {
        return tool;
    }

    void prepareFiles(TestProject project) throws Exception {
        for (var file : before.entrySet()) {
            project.file(file.getKey(), file.getValue());
            for (var line = 1; line <= LINES; line += PAGE) {
                project.call("read_file", "path", file.getKey(), "startLine", line, "endLine", line + PAGE - 1);
            }
        }
    }

    Invocation prepare(TestProject project) throws ToolException {
        var pairs = parameters.entrySet().stream()
                .flatMap(parameter -> Stream.of(parameter.getKey(), parameter.getValue()))
                .toArray();
        return project.prepare(tool, pairs);
    }

    /// Each file that stands in the project, without those that a call keeps beside them meanwhile.
    private static Map<String, String> now(TestProject project) throws IOException {
        var now = new TreeMap<String, String>();
        for (var name : TestProject.tree(project.root)) {
            var path = project.root.resolve(name);
            if (Files.isRegularFile(path) && !name.contains(".coder-")) {
                now.put(name, Files.readString(path));
            }
        }
        return now;
    }

    boolean isBefore(TestProject project) throws IOException {
        return now(project).equals(before);
    }

    boolean isAfter(TestProject project) throws IOException {
        return now(project).equals(after);
    }

    /// Whether each file for itself is old, new or not there if it was not there, or is not to be.
    boolean isUnmixed(TestProject project) throws IOException {
        var now = now(project);
        var names = new TreeMap<>(before);
        names.putAll(after);
        names.putAll(now);
        return names.keySet().stream().allMatch(name -> {
            var content = now.get(name);
            return content == null
                    ? !before.containsKey(name) || !after.containsKey(name)
                    : content.equals(before.get(name)) || content.equals(after.get(name));
        });
    }
}
