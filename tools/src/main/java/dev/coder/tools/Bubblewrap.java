package dev.coder.tools;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Sandbox;
import dev.coder.plugin.SecretFiles;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The sandbox of Linux: user namespaces, through the `bwrap` program.
public final class Bubblewrap implements Sandbox {

    private static final List<String> PROTECTED = List.of("hooks", "config", "info", "modules");

    private final Map<String, String> environment;
    private volatile Works works = Works.UNTRIED;

    private enum Works {
        UNTRIED,
        YES,
        NO
    }

    /// For [java.util.ServiceLoader].
    public Bubblewrap() {
        this(System.getenv());
    }

    Bubblewrap(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public boolean works() {
        if (works == Works.UNTRIED) {
            works = tryOut() ? Works.YES : Works.NO;
        }
        return works == Works.YES;
    }

    private boolean tryOut() {
        var program = Programs.find("bwrap", environment, null);
        if (program == null) {
            return false;
        }
        var line = new ArrayList<String>(isolation(program));
        line.addAll(List.of("--", "true"));
        try {
            var process = new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            var ended = process.waitFor(5, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public CommandLauncher launcher(Workspace workspace, List<Path> hidden) {
        var program = Programs.find("bwrap", environment, workspace);
        if (program == null) {
            throw new IllegalStateException("there is no bwrap outside the project");
        }
        return (commandLine, folder) -> {
            var line = new ArrayList<String>(isolation(program));
            hidden.forEach(path -> line.addAll(mask(path)));
            workspace.roots().forEach(root -> line.addAll(project(root, hidden)));
            line.addAll(List.of("--chdir", folder.toString(), "--"));
            line.addAll(commandLine);
            return List.copyOf(line);
        };
    }

    private static List<String> isolation(Path program) {
        return List.of(
                program.toString(),
                "--die-with-parent",
                "--new-session",
                "--unshare-user-try",
                "--unshare-pid",
                "--unshare-net",
                "--unshare-ipc",
                "--ro-bind",
                "/",
                "/",
                "--dev",
                "/dev",
                "--proc",
                "/proc",
                "--tmpfs",
                "/tmp");
    }

    private static List<String> mask(Path path) {
        if (Files.isDirectory(path)) {
            return List.of("--tmpfs", path.toString());
        }
        return Files.exists(path) ? List.of("--ro-bind", "/dev/null", path.toString()) : List.of();
    }

    /// The project is writable, except for what git would run; files with secrets at its top look empty, and what is
    /// hidden stays so: the project may be the home folder itself.
    private static List<String> project(Path root, List<Path> hidden) {
        var options = new ArrayList<>(List.of("--bind", root.toString(), root.toString()));
        hidden.stream()
                .filter(path -> path.startsWith(root) && !path.equals(root))
                .forEach(path -> options.addAll(mask(path)));
        secretsIn(root).forEach(secret -> options.addAll(mask(secret)));
        var git = root.resolve(".git");
        if (Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
            options.addAll(List.of("--bind", git.toString(), git.toString())); // so that it can not be moved away
            PROTECTED.stream()
                    .map(git::resolve)
                    .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(path -> options.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        }
        return options;
    }

    private static List<Path> secretsIn(Path root) {
        try (var entries = Files.list(root)) {
            return entries.filter(SecretFiles::isSecret)
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
