package dev.coder.cli.execute;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The environment that commands get: what builds and shells need, and nothing that looks like a secret.
public final class ChildEnvironment {

    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LANGUAGE",
            "TERM",
            "TMPDIR",
            "TMP",
            "TEMP",
            "SHELL",
            "TZ",
            "PWD",
            "JAVA_HOME",
            "MAVEN_HOME",
            "GRADLE_HOME",
            "GRADLE_USER_HOME",
            "GOPATH",
            "GOROOT",
            "CARGO_HOME",
            "RUSTUP_HOME",
            "NVM_DIR",
            "PYENV_ROOT",
            "VIRTUAL_ENV",
            "SDKMAN_DIR",
            "CI",
            "NO_COLOR");
    private static final Pattern PREFIXES = Pattern.compile("(LC_|XDG_).*");
    private static final Pattern SECRET = Pattern.compile(".*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL).*");

    private ChildEnvironment() {}

    /// @param environment of this process
    public static Map<String, String> of(Map<String, String> environment) {
        var allowed = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (allows(name)) {
                allowed.put(name, name.equals("PATH") ? absolute(value) : value);
            }
        });
        return Map.copyOf(allowed);
    }

    /// A relative folder on the path would let the project choose what the name of a program means.
    private static String absolute(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> Path.of(folder).isAbsolute())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean allows(String name) {
        return (NAMES.contains(name) || PREFIXES.matcher(name).matches())
                && !SECRET.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }
}
