package dev.coder.cli.execute;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The environment that commands get: what builds and shells need, by an allow-list of names, and of that only values
/// that hold no secret.
public final class ChildEnvironment {

    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LANGUAGE",
            "TERM",
            "COLORTERM",
            "TMPDIR",
            "TMP",
            "TEMP",
            "SHELL",
            "TZ",
            "PWD",
            "JAVA_HOME",
            "MAVEN_HOME",
            "M2_HOME",
            "GRADLE_HOME",
            "GRADLE_USER_HOME",
            "ANDROID_HOME",
            "GOPATH",
            "GOROOT",
            "CARGO_HOME",
            "RUSTUP_HOME",
            "NVM_DIR",
            "PYENV_ROOT",
            "VIRTUAL_ENV",
            "SDKMAN_DIR",
            "DOTNET_ROOT",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_CONFIG_DIRS",
            "XDG_DATA_DIRS",
            "CI",
            "NO_COLOR");
    private static final Pattern PREFIXES = Pattern.compile("LC_[A-Z]+");

    private ChildEnvironment() {}

    /// @param environment of this process
    public static Map<String, String> of(Map<String, String> environment) {
        var secrets = SecretValues.of(environment);
        var allowed = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (NAMES.contains(name) || PREFIXES.matcher(name).matches()) {
                put(allowed, name, value, secrets);
            }
        });
        return Map.copyOf(allowed);
    }

    private static void put(Map<String, String> allowed, String name, String value, SecretValues secrets) {
        if (name.equals("PATH")) {
            allowed.put(name, path(value, secrets));
        } else if (!secrets.isIn(value)) {
            allowed.put(name, value);
        }
    }

    /// A relative folder on the path would let the project choose what the name of a program means.
    private static String path(String path, SecretValues secrets) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(ChildEnvironment::isAbsolute)
                .filter(folder -> !secrets.isIn(folder))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isAbsolute(String folder) {
        try {
            return Path.of(folder).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
