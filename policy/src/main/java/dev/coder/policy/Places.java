package dev.coder.policy;

import dev.coder.plugin.SecretFiles;
import dev.coder.plugin.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What kind of place a path is.
///
/// @param workspace the projects
/// @param home      the user's home folder
/// @param ownState  folders of Coder itself: its state, its configuration
public record Places(Workspace workspace, Path home, List<Path> ownState) {

    /// From the most harmless to the most dangerous.
    enum Kind {
        PROJECT,
        PROTECTED,
        SECRET,
        OUTSIDE,
        OWN_STATE,
        BLOCKED
    }

    private static final Set<String> KEY_FOLDERS = Set.of(".ssh", ".gnupg");
    private static final Set<String> SECRET_FOLDERS = Set.of(
            ".aws",
            ".azure",
            ".kube",
            ".docker",
            ".config/gcloud",
            ".config/gh",
            ".password-store",
            ".local/share/keyrings");

    private static final Pattern SYSTEM_SECRETS = Pattern.compile(
            "(/private)?/etc/(g?shadow-?|sudoers(\\.d)?|master\\.passwd|security/opasswd|krb5\\.keytab)(/.*)?");

    /// Private parts of processes, however they are reached.
    private static final Set<String> PROCESS_SECRETS =
            Set.of("environ", "mem", "root", "fd", "cwd", "maps", "task", "kcore", "map_files", "sysrq-trigger");

    private static final Set<String> HARMLESS_DEVICES = Set.of(
            "null", "zero", "full", "random", "urandom", "stdin", "stdout", "stderr", "tty", "pts", "ptmx", "shm");

    public Places {
        ownState = List.copyOf(ownState);
    }

    /// The folders of a home in which keys and logins lie.
    public static List<Path> secretFolders(Path home) {
        return Stream.concat(KEY_FOLDERS.stream(), SECRET_FOLDERS.stream())
                .map(home::resolve)
                .toList();
    }

    /// @param path absolute and resolved
    Kind kindOf(Path path) {
        if (isBlocked(path)) {
            return Kind.BLOCKED;
        }
        if (ownState.stream().anyMatch(path::startsWith)) {
            return Kind.OWN_STATE;
        }
        if (isSecret(path)) {
            return Kind.SECRET;
        }
        if (!workspace.inside(path)) {
            return Kind.OUTSIDE;
        }
        return ProtectedNames.isProtected(inProject(path)) ? Kind.PROTECTED : Kind.PROJECT;
    }

    /// Whether it may be read unasked.
    boolean isReadable(Path path) {
        var kind = kindOf(path);
        return kind == Kind.PROJECT || kind == Kind.PROTECTED;
    }

    /// Whether removing it takes a project, the home folder or more with it.
    boolean holdsEverything(Path path) {
        return home.startsWith(path) || workspace.roots().stream().anyMatch(root -> root.startsWith(path));
    }

    /// In any letter case, as not every file system tells them apart.
    private boolean isBlocked(Path path) {
        var folded = folded(path);
        return KEY_FOLDERS.stream().anyMatch(name -> folded.startsWith(folded(home.resolve(name))))
                || (!workspace.inside(path) && holdsKeys(folded))
                || SYSTEM_SECRETS.matcher(folded.toString()).matches()
                || isProcessSecret(folded)
                || isRawDevice(folded);
    }

    private static Path folded(Path path) {
        return Path.of(path.toString().toLowerCase(Locale.ROOT));
    }

    /// Such as the keys of another user.
    private static boolean holdsKeys(Path path) {
        return StreamSupport.stream(path.spliterator(), false).anyMatch(name -> KEY_FOLDERS.contains(name.toString()));
    }

    private static boolean isProcessSecret(Path path) {
        if (!path.startsWith("/proc")) {
            return false;
        }
        for (var name : path) {
            if (PROCESS_SECRETS.contains(name.toString())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRawDevice(Path path) {
        return path.startsWith("/dev")
                && path.getNameCount() > 1
                && !HARMLESS_DEVICES.contains(path.getName(1).toString());
    }

    private boolean isSecret(Path path) {
        return SecretFiles.isSecret(path)
                || SECRET_FOLDERS.stream().anyMatch(name -> path.startsWith(home.resolve(name)));
    }

    /// The names below the project's root: the project itself may stand in a folder of any name.
    private Path inProject(Path path) {
        return workspace.roots().stream()
                .filter(path::startsWith)
                .map(root -> root.relativize(path))
                .findFirst()
                .orElse(path);
    }
}
