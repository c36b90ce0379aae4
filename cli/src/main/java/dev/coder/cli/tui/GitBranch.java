package dev.coder.cli.tui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The branch that is checked out, read without starting git.
final class GitBranch {

    private static final String REFERENCE = "ref: refs/heads/";

    private GitBranch() {}

    /// @return empty when the folder is in no repository; the start of the commit when no branch is checked out
    static String of(Path folder) {
        try {
            for (var at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
                var git = at.resolve(".git");
                if (Files.exists(git)) {
                    return head(Files.isDirectory(git) ? git : linked(at, git));
                }
            }
        } catch (IOException | RuntimeException e) {
            return "";
        }
        return "";
    }

    /// A worktree has a file that names the folder.
    private static Path linked(Path folder, Path file) throws IOException {
        return folder.resolve(Files.readString(file).strip().replaceFirst("^gitdir: ", ""));
    }

    private static String head(Path git) throws IOException {
        var head = Files.readString(git.resolve("HEAD")).strip();
        return head.startsWith(REFERENCE)
                ? head.substring(REFERENCE.length())
                : head.substring(0, Math.min(8, head.length()));
    }
}
