package dev.coder.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether a repository's own settings could make git run programs, or reach the network, while it only reads. Known
/// harmless settings pass; all others count as helpers.
final class GitSettings {

    /// `section.key`, or `section.*.key` with a name between.
    private static final Pattern HARMLESS = Pattern.compile(String.join(
            "|",
            "core\\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks|autocrlf|eol"
                    + "|safecrlf|quotepath|abbrev|compression|loosecompression|bigfilethreshold|longpaths|protecthfs|protectntfs"
                    + "|preloadindex|trustctime|checkstat|sharedrepository|commentchar|whitespace|hidedotfiles)",
            "diff\\.(algorithm|renames|renamelimit|colormoved|noprefix|mnemonicprefix|context|interhunkcontext"
                    + "|indentheuristic|suppressblankempty|wserrorhighlight)",
            "extensions\\.(worktreeconfig|objectformat|refstorage)",
            "lfs\\.(repositoryformatversion|url|pushurl|fetchinclude|fetchexclude|locksverify|\\*\\.(access|locksverify))",
            "log\\.(date|decorate|follow|abbrevcommit)",
            "merge\\.(ff|conflictstyle|renames|stat|log)",
            "remote\\.\\*\\.(url|fetch|push|pushurl|tagopt|prune|gh-resolved)",
            "submodule\\.\\*\\.(url|active|branch)",
            "status\\.(branch|short|showuntrackedfiles|relativepaths|aheadbehind)",
            "(advice|author|branch|checkout|color|column|commit|committer|credential|fetch|gc|gui|http|index|init"
                    + "|pack|pull|push|rebase|rerere|tag|user|alias)\\..*"));

    private static final Pattern SECTION =
            Pattern.compile("\\[\\s*([A-Za-z0-9.-]+)(\\s+\"(?:\\\\.|[^\"\\\\])*\")?\\s*](.*)");

    private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s*(=.*)?");

    private GitSettings() {}

    /// @param folder in which git would be started, resolved
    static boolean nameHelpers(Path folder) {
        try {
            for (var at = folder; at != null; at = at.getParent()) {
                if (Files.exists(at.resolve(".git"))) {
                    return nameHelpers(at, gitFolder(at.resolve(".git")));
                }
                if (isRepository(at)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    private static boolean nameHelpers(Path top, Path gitFolder) throws IOException {
        var pointer = gitFolder.resolve("commondir");
        var common = Files.exists(pointer)
                ? gitFolder.resolve(Files.readString(pointer).strip())
                : gitFolder;
        return namesHelpers(common.resolve("config"))
                || namesHelpers(gitFolder.resolve("config.worktree"))
                || namesHelpers(top.resolve(".gitmodules"), "submodule\\.\\*\\.(path|url|branch|shallow|update)");
    }

    /// `.git` is a folder, or a file that says where the folder is.
    private static Path gitFolder(Path git) throws IOException {
        return Files.isDirectory(git)
                ? git
                : git.resolveSibling(Files.readString(git).strip().replaceFirst("^gitdir: *", ""));
    }

    private static boolean isRepository(Path folder) {
        return Stream.of("HEAD", "objects", "refs").allMatch(name -> Files.exists(folder.resolve(name)));
    }

    private static boolean namesHelpers(Path config) throws IOException {
        return namesHelpers(config, HARMLESS.pattern());
    }

    private static boolean namesHelpers(Path config, String harmless) throws IOException {
        if (Files.notExists(config)) {
            return false;
        }
        var section = "";
        for (var line : Files.readAllLines(config)) {
            var header = SECTION.matcher(line.strip());
            if (header.matches()) {
                section = header.group(1) + (header.group(2) == null ? "." : ".*.");
            }
            var key = key(header.matches() ? header.group(3).strip() : line.strip());
            if (key.isPresent() && !isHarmless(section + key.get(), harmless)) {
                return true;
            }
        }
        return false;
    }

    /// What is no key at all stands for itself: it is not known to be harmless.
    private static Optional<String> key(String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return Optional.empty();
        }
        var key = KEY.matcher(line);
        return Optional.of(key.matches() && !line.endsWith("\\") ? key.group(1) : "?" + line);
    }

    private static boolean isHarmless(String setting, String harmless) {
        return setting.toLowerCase(Locale.ROOT).matches(harmless) && !setting.contains("?");
    }
}
