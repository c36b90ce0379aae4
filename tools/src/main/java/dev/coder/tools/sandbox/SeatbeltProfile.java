package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A profile in the language of `sandbox-exec`: everything is denied that no line allows, and the last line about
/// something is the one that counts. Paths are matched when they are used, whether they existed before or not.
///
/// The language is not documented by Apple. These lines use what its own profiles below `/System/Library/Sandbox` and
/// the agents that publish theirs use; `(?i)` is not known to it, so that letter cases are written out.
final class SeatbeltProfile {

    private static final List<String> SYSTEM = List.of(
            "/System",
            "/Library",
            "/usr",
            "/bin",
            "/sbin",
            "/opt",
            "/nix/store",
            "/private/var/db/dyld",
            "/private/var/db/timezone",
            "/private/etc/ssl",
            "/private/etc/localtime");
    private static final String RESOLVER = "/private/var/run/mDNSResponder";

    private final List<String> lines = new ArrayList<>();

    SeatbeltProfile(String base) {
        lines.add(base.strip());
    }

    /// @param writable folders for temporary files and caches
    static String of(String base, Confinement confinement, ProjectScan.Found found, List<Path> writable) {
        var profile = new SeatbeltProfile(base);
        profile.lines.add("(allow file-read*)");
        var concealment = Concealment.of(confinement, System.getenv());
        profile.hideAround(confinement, concealment);
        confinement.workspace().roots().forEach(root -> profile.say("allow file-write*", subpath(root)));
        confinement.workspace().roots().forEach(root -> profile.protect(root, confinement));
        found.obeyed().keySet().forEach(path -> profile.protect(subpath(path)));
        found.repositories().forEach(repository -> profile.open(repository, confinement));
        found.secrets().forEach(profile::hide);
        confinement.hidden().stream().filter(path -> !Files.exists(path)).forEach(profile::hide);
        concealment.hidden().stream()
                .filter(path -> confinement.workspace().roots().stream()
                        .noneMatch(root -> root.startsWith(path) && !root.equals(path)))
                .forEach(profile::hide);
        concealment.kept().forEach(path -> profile.say("allow file-read*", subpath(path)));
        writable.forEach(path -> profile.say("allow file-read* file-write*", subpath(path)));
        if (confinement.network()) {
            profile.network();
        }
        return profile.text();
    }

    /// What holds a project is hidden first, so that the project can be shown again.
    private void hideAround(Confinement confinement, Concealment concealment) {
        var roots = confinement.workspace().roots();
        concealment.hidden().stream()
                .filter(path -> roots.stream().anyMatch(root -> root.startsWith(path) && !root.equals(path)))
                .forEach(this::hide);
        roots.stream().filter(concealment::holds).forEach(root -> say("allow file-read*", subpath(root)));
    }

    static String isolated(String base, Path folder, List<Path> readable) {
        var profile = new SeatbeltProfile(base);
        SYSTEM.forEach(path -> profile.say("allow file-read*", subpath(Path.of(path))));
        readable.forEach(path -> profile.say("allow file-read*", subpath(path)));
        profile.say("allow file-read* file-write*", subpath(folder));
        return profile.text();
    }

    /// The names as such, at any depth. `.git` is none of them: git must be able to write there.
    private void protect(Path root, Confinement confinement) {
        var names = confinement.protectedNames().stream()
                .filter(name -> !name.equals(".git"))
                .sorted()
                .map(SeatbeltProfile::anyCase)
                .collect(Collectors.joining("|"));
        protect(regex(root, "(" + names + ")(/|$)"));
        var parts = Repository.OBEYED.stream().map(SeatbeltProfile::anyCase).collect(Collectors.joining("|"));
        protect(regex(root, anyCase(".git") + "/((modules|worktrees)/.*/)?(" + parts + ")(/|$)"));
    }

    /// The general and the particular operations: an "allow" of a particular one elsewhere would win.
    private void protect(String filter) {
        say("deny file-write* file-write-create file-write-unlink", filter);
    }

    private void open(Repository repository, Confinement confinement) {
        var folder = repository.folder();
        if (!confinement.workspace().inside(folder)) { // the repository of a work tree
            say("allow file-write*", subpath(folder));
            repository.obeyed().forEach(path -> protect(subpath(path)));
        }
        say("deny file-write-unlink", "(literal " + quoted(folder) + ")");
    }

    private void hide(Path path) {
        say("deny file-read* file-write*", subpath(path));
    }

    /// Addresses only: no sockets of this machine, but for the one that looks names up.
    private void network() {
        lines.add("(allow system-socket)");
        lines.add("(allow network-outbound (remote ip) (literal \"" + RESOLVER + "\"))");
        lines.add("(allow network-bind network-inbound (local ip))");
        lines.add("(allow mach-lookup (global-name \"com.apple.SystemConfiguration.configd\"))");
    }

    private void say(String operation, String filter) {
        lines.add("(" + operation + " " + filter + ")");
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }

    private static String subpath(Path path) {
        return "(subpath " + quoted(path) + ")";
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// What is no letter or digit stands for any character: that forbids a little more, never less.
    private static String regex(Path root, String below) {
        return "(regex #\"^" + root.toString().replaceAll("[^A-Za-z0-9/_-]", ".") + "/(.*/)?" + below + "\")";
    }

    private static String anyCase(String name) {
        return name.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> letter.matches("[a-z]")
                        ? "[" + letter + letter.toUpperCase(Locale.ROOT) + "]"
                        : letter.matches("[0-9_-]") ? letter : "\\" + letter)
                .collect(Collectors.joining());
    }
}
