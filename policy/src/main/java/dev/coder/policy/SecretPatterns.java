package dev.coder.policy;

import dev.coder.plugin.SecretFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Tells the patterns of file names that are made for what must not be read, whether such a file is there or not.
final class SecretPatterns {

    private static final List<String> SECRETS = List.of(
            "id_rsa", "id_ed25519", "id_ecdsa", "credentials", "server.pem", "server.key", "prod.env", "store.jks");

    private static final List<String> HIDDEN =
            List.of(".env", ".env.local", ".env.production", ".npmrc", ".netrc", ".pypirc", ".git-credentials");

    private static final List<String> BLOCKED = List.of(
            "/etc/shadow",
            "/etc/gshadow",
            "/etc/sudoers",
            "/root/.ssh/id_rsa",
            "/dev/sda",
            "/proc/1/environ",
            "/proc/self/environ",
            "/proc/self/mem");

    private SecretPatterns() {}

    /// @param pattern of bash, such as `src/*.ts`
    static boolean mayMatch(String pattern) {
        for (var name : Path.of(pattern)) {
            var text = name.toString();
            if (FilePattern.is(text) && !text.equals("*") && (text.startsWith(".") || matchesAny(text, SECRETS))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a pattern of files to be read, as git and searches know it, is made for secrets. Other than in bash, its
    /// signs stand for dots at the start and for slashes, too.
    static boolean mayChoose(String pattern) {
        return !pattern.startsWith("!")
                && (pattern.indexOf('\\') >= 0
                        || Harm.alternatives(pattern.substring(pattern.lastIndexOf(':') + 1))
                                .map(path -> path.substring(path.lastIndexOf('/') + 1)
                                        .replaceFirst("^\\([a-z,]*\\)", ""))
                                .anyMatch(SecretPatterns::choosesSecret));
    }

    private static boolean choosesSecret(String name) {
        if (!FilePattern.is(name)) {
            return !name.isEmpty() && SecretFiles.isSecret(Path.of(name));
        }
        return Stream.of(name, name.replaceFirst("(?s)^.*\\*", "*"))
                .filter(part -> !part.matches("\\*+"))
                .map(part -> FilePattern.of(part).regex())
                .anyMatch(regex -> Stream.concat(SECRETS.stream(), HIDDEN.stream())
                        .anyMatch(secret -> regex.matcher(secret).matches()));
    }

    /// @param pattern absolute and normalised
    static boolean mayMatchBlocked(Path pattern, Path home) {
        var keys = home.resolve(".ssh");
        return BLOCKED.stream().anyMatch(path -> matches(pattern, Path.of(path)))
                || matches(pattern, keys)
                || matches(pattern, keys.resolve("id_rsa"))
                || matches(pattern, keys.resolve("id_ed25519"));
    }

    private static boolean matches(Path pattern, Path path) {
        if (pattern.getNameCount() != path.getNameCount()) {
            return false;
        }
        for (var i = 0; i < path.getNameCount(); i++) {
            var name = path.getName(i).toString();
            var wanted = pattern.getName(i).toString();
            if (!FilePattern.of(wanted).matches(name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesAny(String pattern, List<String> names) {
        return names.stream().anyMatch(name -> FilePattern.of(pattern).matches(name));
    }
}
