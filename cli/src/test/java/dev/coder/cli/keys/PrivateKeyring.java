package dev.coder.cli.keys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A real GNOME Keyring on a D-Bus session of its own, with a home of its own, unlocked. Closing it ends both.
final class PrivateKeyring implements AutoCloseable {

    private static final String SCRIPT = """
            printf 'the password\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
            echo "$DBUS_SESSION_BUS_ADDRESS"
            exec cat >/dev/null""";

    private final Process process;
    private final Map<String, String> environment;

    private PrivateKeyring(Process process, Map<String, String> environment) {
        this.process = process;
        this.environment = environment;
    }

    /// @param home an empty folder
    static PrivateKeyring open(Path home) {
        try {
            var environment = new TreeMap<String, String>();
            environment.put("PATH", "/usr/bin:/bin");
            environment.put("HOME", home.toString());
            environment.put("CODER_CONFIG_DIR", home.resolve("config").toString());
            environment.put(
                    "XDG_RUNTIME_DIR",
                    Files.createDirectories(home.resolve("run")).toString());
            var process = builder(environment, "dbus-run-session", "--", "sh", "-c", SCRIPT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            environment.put("DBUS_SESSION_BUS_ADDRESS", String.valueOf(out.readLine()));
            return new PrivateKeyring(process, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(Map<String, String> environment, String... command) {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /// That of a user of it.
    Map<String, String> environment() {
        return environment;
    }

    /// As the screen saver does it.
    void lock() {
        run(
                "gdbus",
                "call",
                "--session",
                "--dest=org.freedesktop.secrets",
                "--object-path=/org/freedesktop/secrets",
                "--method=org.freedesktop.Secret.Service.Lock",
                "['/org/freedesktop/secrets/collection/login']");
    }

    /// @return what it printed on both streams
    String run(String... command) {
        try {
            var started =
                    builder(environment, command).redirectErrorStream(true).start();
            started.getOutputStream().close();
            return new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
