package dev.coder.policy;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names of files that some program obeys on its own: who may write them may run anything. They count at any depth, in
/// any letter case, whether they exist or not.
public final class ProtectedNames {

    /// Folders in which nothing is written unasked.
    private static final Set<String> FOLDERS = Set.of(
            ".git",
            ".hg",
            ".svn",
            ".vscode",
            ".idea",
            ".devcontainer",
            ".husky",
            ".coder",
            ".claude",
            ".codex",
            ".cursor",
            ".gemini",
            ".opencode",
            ".qwen",
            ".windsurf",
            ".continue",
            ".cline",
            ".roo",
            ".kiro",
            ".agents",
            ".amp",
            ".ssh",
            ".gnupg",
            ".aws",
            ".azure",
            ".kube",
            ".docker");

    private static final Set<String> FILES = Set.of(
            ".gitmodules",
            ".gitconfig",
            ".mcp.json",
            ".envrc",
            ".ripgreprc",
            ".bashrc",
            ".bash_profile",
            ".bash_login",
            ".bash_logout",
            ".bash_aliases",
            ".profile",
            ".zshrc",
            ".zshenv",
            ".zprofile",
            ".zlogin",
            ".zlogout",
            ".inputrc",
            ".npmrc",
            ".yarnrc",
            ".yarnrc.yml",
            ".pnpmfile.cjs",
            ".netrc",
            ".claude.json",
            ".cursorrules",
            "pip.conf",
            ".pypirc",
            ".vimrc",
            ".exrc",
            ".nvimrc",
            ".direnvrc",
            ".tool-versions",
            "mise.toml",
            ".mise.toml");

    private ProtectedNames() {}

    /// All of them, in lower case.
    public static Set<String> all() {
        return Stream.concat(FOLDERS.stream(), FILES.stream()).collect(Collectors.toSet());
    }

    /// @param path resolved
    static boolean isProtected(Path path) {
        for (var name : path) {
            if (FOLDERS.contains(folded(name))) {
                return true;
            }
        }
        return path.getFileName() != null && FILES.contains(folded(path.getFileName()));
    }

    /// As a file system that does not tell letter cases or Unicode forms apart would see it.
    static String folded(Path name) {
        return Normalizer.normalize(name.toString(), Normalizer.Form.NFKC)
                .replaceAll("[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff]", "")
                .toLowerCase(Locale.ROOT);
    }
}
