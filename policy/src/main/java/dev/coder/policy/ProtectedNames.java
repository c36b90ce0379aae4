package dev.coder.policy;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
            ".aider",
            ".augment",
            ".cargo",
            ".crush",
            ".fleet",
            ".goose",
            ".junie",
            ".trae",
            ".vs",
            ".yarn",
            ".zed",
            ".ssh",
            ".gnupg",
            ".aws",
            ".azure",
            ".kube",
            ".docker");

    private static final Set<String> FILES = Set.of(
            ".gitmodules",
            ".gitconfig",
            ".aider.conf.yml",
            "agentuity-coder.config.json",
            ".bazelrc",
            ".curlrc",
            ".gdbinit",
            ".lldbinit",
            ".pre-commit-config.yaml",
            ".screenrc",
            ".tmux.conf",
            ".wgetrc",
            ".xinitrc",
            ".xprofile",
            "crush.json",
            "lefthook.yml",
            "mcp.json",
            "opencode.json",
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

    /// What a build machine obeys, with rights of its own.
    private static final Pattern RUN_ELSEWHERE =
            Pattern.compile("(^|/)\\.(github|gitea|forgejo)/(workflows|actions)(/|$)");

    private static final Pattern SHORT = Pattern.compile("[a-z0-9_]{2,6}~\\d");

    private ProtectedNames() {}

    /// All of them, in lower case.
    public static Set<String> all() {
        return Stream.concat(FOLDERS.stream(), FILES.stream()).collect(Collectors.toSet());
    }

    /// @param path resolved
    static boolean isProtected(Path path) {
        var names = StreamSupport.stream(path.spliterator(), false)
                .flatMap(name -> Stream.of(folded(name).split("\\\\")))
                .toList();
        return names.stream().anyMatch(ProtectedNames::isFolder)
                || (!names.isEmpty() && FILES.contains(names.getLast()))
                || RUN_ELSEWHERE.matcher(String.join("/", names)).find();
    }

    private static boolean isFolder(String name) {
        return FOLDERS.contains(name) || (SHORT.matcher(name).matches() && isShort(name));
    }

    /// `git~1` is another name of `.git` on Windows.
    private static boolean isShort(String name) {
        var beginning = name.substring(0, name.indexOf('~'));
        return Stream.concat(FOLDERS.stream(), FILES.stream())
                .anyMatch(known -> known.replaceAll("[^a-z0-9]", "").startsWith(beginning));
    }

    /// As a file system would see it that tells neither letter cases nor Unicode forms apart, passes over invisible
    /// characters, dots and blanks at the end, and the names of streams.
    static String folded(Path name) {
        return Normalizer.normalize(name.toString(), Normalizer.Form.NFKC)
                .replaceAll("\\p{Cf}", "")
                .replaceFirst("(?<=.):.*", "")
                .replaceFirst("(?<=[^. ])[. ]+$", "")
                .toLowerCase(Locale.ROOT);
    }
}
