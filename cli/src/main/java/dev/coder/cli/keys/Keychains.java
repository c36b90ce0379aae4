package dev.coder.cli.keys;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the keychain of this operating system.
final class Keychains {

    /// What the programs need; nothing that might be a key.
    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "XDG_RUNTIME_DIR",
            "DBUS_SESSION_BUS_ADDRESS");

    /// Somebody may have to type the keychain's own password into a window.
    private static final Duration WITH_A_WINDOW = Duration.ofSeconds(60);

    private static final Duration WITHOUT = Duration.ofSeconds(5);

    private Keychains() {}

    /// @return empty where there is none that a key could be put into
    static Optional<SecretStore> of(Map<String, String> environment) {
        return of(environment, System.getProperty("os.name", ""));
    }

    static Optional<SecretStore> of(Map<String, String> environment, String system) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Optional.of(new MacKeychain(program(environment, true)));
        }
        if (name.startsWith("windows")) {
            return Optional.of(new LibraryKeychain(WITHOUT));
        }
        return hasBus(environment) ? Optional.of(secretService(environment)) : Optional.empty();
    }

    /// `secret-tool` answers twenty times faster than a JVM can learn to speak D-Bus. Both see the same keys.
    private static SecretStore secretService(Map<String, String> environment) {
        var window = isSet(environment, "DISPLAY") || isSet(environment, "WAYLAND_DISPLAY");
        var program = program(environment, window);
        return onPath(environment, "secret-tool") ? new SecretTool(program) : new LibraryKeychain(program.limit());
    }

    private static boolean hasBus(Map<String, String> environment) {
        var runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return isSet(environment, "DBUS_SESSION_BUS_ADDRESS")
                || (!runtime.isBlank() && Files.exists(Path.of(runtime, "bus")));
    }

    private static KeyProgram program(Map<String, String> environment, boolean window) {
        var own = new HashMap<>(environment);
        own.keySet().retainAll(NAMES);
        own.put("LC_ALL", "C");
        return new KeyProgram(own, window ? WITH_A_WINDOW : WITHOUT);
    }

    private static boolean onPath(Map<String, String> environment, String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
