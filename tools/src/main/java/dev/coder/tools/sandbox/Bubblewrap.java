package dev.coder.tools.sandbox;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import dev.coder.plugin.Sandbox;
import dev.coder.tools.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The sandbox of Linux: namespaces, through the `bwrap` program.
public final class Bubblewrap implements Sandbox {

    private static final List<String> ALONE = List.of(
            "--die-with-parent",
            "--new-session",
            "--unshare-user-try",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--cap-drop",
            "ALL");

    /// Processes are seen, but nothing is set: root needs no capability to write kernel settings, and bwrap leaves
    /// some of them open (`core_pattern` names a program that runs outside).
    private static final List<String> PROCESSES = List.of("--proc", "/proc", "--remount-ro", "/proc");

    /// What programs leave for each other.
    static final List<String> EMPTIED = List.of("/tmp", "/var/tmp", "/run", "/var/run");

    private static final Path CACHES = Path.of("/tmp/coder-caches");

    /// What an interpreter needs of the system.
    static final List<String> SYSTEM = List.of(
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/nix/store",
            "/etc/alternatives",
            "/etc/ld.so.cache",
            "/etc/ld.so.conf",
            "/etc/ld.so.conf.d",
            "/etc/localtime",
            "/etc/ssl/openssl.cnf");

    private final Map<String, String> environment;
    private final Trial trial = new Trial();
    private final FolderIndex index = new FolderIndex();
    private final Map<Confinement, CommandLauncher> launchers = new ConcurrentHashMap<>();

    /// For [java.util.ServiceLoader].
    public Bubblewrap() {
        this(System.getenv());
    }

    /// @param environment of Coder: where programs are
    public Bubblewrap(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public boolean works() {
        return trial.succeeds(() -> {
            var program = Programs.find("bwrap", environment, null);
            return program == null
                    ? List.of()
                    : line(program, machine(false), List.of(program.toString(), "--version"), Path.of("/"));
        });
    }

    @Override
    public CommandLauncher launcher(Confinement confinement) {
        return launchers.computeIfAbsent(confinement, this::watched);
    }

    private CommandLauncher watched(Confinement confinement) {
        var program = program(confinement);
        return new Watched(
                confinement,
                index,
                (found, commandLine, folder) -> {
                    var options = new ArrayList<>(machine(confinement.network()));
                    options.addAll(new Mounts(confinement, found, environment).options(folder));
                    options.addAll(caches(confinement));
                    return line(program, options, commandLine, folder);
                },
                () -> {});
    }

    @Override
    public CommandLauncher isolated(Path scratch, List<Path> readable) {
        var program = Programs.find("bwrap", environment, null);
        if (program == null) {
            throw new IllegalStateException("there is no bwrap");
        }
        var options = new ArrayList<>(ALONE);
        options.add("--unshare-net");
        Stream.concat(SYSTEM.stream(), readable.stream().map(Path::toString))
                .forEach(path -> options.addAll(List.of("--ro-bind-try", path, path)));
        options.addAll(List.of("--dev", "/dev", "--tmpfs", "/tmp"));
        options.addAll(PROCESSES);
        options.addAll(List.of("--bind", scratch.toString(), scratch.toString()));
        return (commandLine, folder) -> line(program, options, commandLine, folder);
    }

    private List<String> caches(Confinement confinement) {
        var options = new ArrayList<String>();
        options.addAll(List.of("--bind", BuildCaches.of(confinement).folder().toString(), CACHES.toString()));
        BuildCaches.settings(CACHES, home(environment))
                .forEach((name, value) -> options.addAll(List.of("--setenv", name, value)));
        return options;
    }

    static Path home(Map<String, String> environment) {
        var own = environment.getOrDefault("HOME", "");
        return Path.of(own.isBlank() ? System.getProperty("user.home") : own);
    }

    private Path program(Confinement confinement) {
        var program = Programs.find("bwrap", environment, confinement.workspace());
        if (program == null) {
            throw new IllegalStateException("there is no bwrap outside the project");
        }
        return program;
    }

    /// The machine as it is, but read-only; what programs leave for each other (temporary files, sockets) is
    /// missing.
    private static List<String> machine(boolean network) {
        var options = new ArrayList<>(ALONE);
        if (!network) {
            options.add("--unshare-net");
        }
        options.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev"));
        options.addAll(PROCESSES);
        EMPTIED.stream()
                .map(Path::of)
                .filter(Files::isDirectory)
                .filter(Bubblewrap::isNoLink)
                .forEach(folder -> options.addAll(List.of("--tmpfs", folder.toString())));
        var resolver = "/run/systemd/resolve";
        options.addAll(network ? List.of("--ro-bind-try", resolver, resolver) : List.of());
        return options;
    }

    private static boolean isNoLink(Path folder) {
        try {
            return folder.toRealPath().equals(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> line(Path program, List<String> options, List<String> commandLine, Path folder) {
        var line = new ArrayList<String>();
        line.add(program.toString());
        line.addAll(options);
        line.addAll(List.of("--chdir", folder.toString(), "--"));
        line.addAll(commandLine);
        return List.copyOf(line);
    }
}
