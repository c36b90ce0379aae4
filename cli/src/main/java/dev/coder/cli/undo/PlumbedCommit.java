package dev.coder.cli.undo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A commit of some files on top of the present branch, made beside the user's index: what else is staged there stays
/// staged, and uncommitted.
///
/// @param names relative to the repository; true: it exists, false: it is gone
record PlumbedCommit(Git git, Map<String, Boolean> names) {

    /// @return the commit, or null when nothing differs
    @Nullable
    String make(String message) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("coder-commit");
        var index = folder.resolve("index");
        try {
            return make(git.with("GIT_INDEX_FILE", index.toString()), message);
        } finally {
            Files.deleteIfExists(index);
            Files.delete(folder);
        }
    }

    private @Nullable String make(Git beside, String message) throws IOException, InterruptedException {
        var head = git.run("rev-parse", "-q", "--verify", "HEAD^{commit}");
        if (head.good()) {
            sure(beside.run("read-tree", head.line()));
        }
        update(beside);
        var tree = sure(beside.run("write-tree")).line();
        var known = head.good() ? git.run("rev-parse", head.line() + "^{tree}").line() : "";
        if (tree.equals(known) || (!head.good() && !names.containsValue(true))) {
            return null;
        }
        var bytes = new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var commit = sure(head.good()
                        ? git.feed(bytes, "commit-tree", tree, "-p", head.line())
                        : git.feed(bytes, "commit-tree", tree))
                .line();
        sure(git.run("update-ref", "-m", "commit: a turn of coder", "HEAD", commit, head.good() ? head.line() : ""));
        update(git);
        return commit;
    }

    private void update(Git which) throws IOException, InterruptedException {
        sure(which.feed(list(false), "update-index", "--force-remove", "-z", "--stdin"));
        sure(which.feed(list(true), "update-index", "--add", "--replace", "-z", "--stdin"));
    }

    private String list(boolean existing) {
        return names.entrySet().stream()
                .filter(name -> name.getValue() == existing)
                .map(name -> name.getKey() + "\0")
                .sorted()
                .collect(Collectors.joining());
    }

    private static Git.Answer sure(Git.Answer answer) throws IOException {
        if (!answer.good()) {
            throw new IOException(
                    "git says: " + answer.complaint().lines().findFirst().orElse("exit code " + answer.exitCode()));
        }
        return answer;
    }
}
