package dev.coder.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The throw-away home folder of one user, with all that Coder keeps there. Closing it ends every process that was
/// started for it.
public final class Home implements AutoCloseable {

    private final Path folder;

    private Home(Path folder) {
        this.folder = folder;
    }

    /// @param parent an existing folder
    public static Home create(Path parent) {
        try {
            return at(Files.createTempDirectory(parent, "home"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param folder made when there is none
    public static Home at(Path folder) {
        try {
            Files.createDirectories(folder.resolve("tmp"));
            return new Home(folder.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path state() {
        return folder.resolve("state");
    }

    /// The environment of a bare machine: nothing of the developer's own shines through.
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "dumb");
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.resolve("tmp").toString());
        environment.put("CODER_STATE_DIR", state().toString());
        environment.put("CODER_JAVA_HOME", System.getProperty("java.home"));
        environment.put("CODER_NO_BUILD", "1");
        return environment;
    }

    /// Every live process that was started for this home, by whomever.
    public Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(this::isOfHere);
    }

    /// Its environment tells where there is `/proc`; a command line may be cut off after 4096 bytes.
    private boolean isOfHere(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(folder.toString())
                || environment(process).contains(folder.toString());
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone, or somebody else's, or no such thing on this system
        }
    }

    @Override
    public void close() {
        Awaitility.await("the end of all processes of " + folder)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    processes().flatMap(Home::withDescendants).forEach(ProcessHandle::destroyForcibly);
                    return processes().findAny().isEmpty();
                });
    }

    private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
        return Stream.concat(process.descendants(), Stream.of(process));
    }
}
