package dev.coder.policy;

import java.nio.file.Path;
import java.util.List;

/// Tells the patterns of file names that are made for what must not be read, whether such a file is there or not.
final class SecretPatterns {

    private static final List<String> SECRETS = List.of(
            "id_rsa", "id_ed25519", "id_ecdsa", "credentials", "server.pem", "server.key", "prod.env", "store.jks");

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
