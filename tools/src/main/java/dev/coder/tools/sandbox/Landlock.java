package dev.coder.tools.sandbox;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Confinement;
import dev.coder.plugin.Sandbox;
import dev.coder.tools.Programs;
import dev.coder.tools.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The sandbox of Linux where namespaces are not to be had: Landlock and seccomp, through a few lines of perl.
///
/// Landlock knows no exception below a folder that it opens. So a folder that holds something protected or hidden is
/// opened entry by entry: in it, and in every project's top folder, commands make no new entries.
public final class Landlock implements Sandbox {

    // Access rights of linux/landlock.h
    private static final int READ = 1 << 2;
    private static final int LIST = 1 << 3;
    private static final int WRITE_FILE = 1 << 1;
    private static final int ALL_WRITES = 0x7FF2;
    private static final int WRITES = 0x77B2; // no devices are made

    private static final int UNIX_SOCKETS = 1;
    private static final int ALL_SOCKETS = -1;
    private static final String SCRIPT = Specs.resource("sandbox/landlock.pl");

    private final Map<String, String> environment;
    private final Trial trial = new Trial();
    private final FolderIndex index = new FolderIndex();
    private final Map<Confinement, CommandLauncher> launchers = new ConcurrentHashMap<>();

    /// For [java.util.ServiceLoader].
    public Landlock() {
        this(System.getenv());
    }

    /// @param environment of Coder: where programs are
    public Landlock(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "landlock";
    }

    @Override
    public boolean works() {
        return trial.succeeds(() -> {
            var perl = Files.isDirectory(Path.of("/proc/sys/kernel")) ? Programs.find("perl", environment, null) : null;
            var rules = new Rules(READ, ALL_SOCKETS);
            rules.grant(READ, Path.of("/"));
            return perl == null ? List.of() : line(perl, rules, List.of(perl.toString(), "-e", "1"));
        });
    }

    @Override
    public String weakness() {
        return "commands cannot commit, nor make new files in the top folder of the project, see the names of all"
                + " processes and files, and can change modes and times of files anywhere";
    }

    @Override
    public CommandLauncher launcher(Confinement confinement) {
        return launchers.computeIfAbsent(confinement, this::watched);
    }

    private CommandLauncher watched(Confinement confinement) {
        var perl = perl(confinement);
        var temporary = new TemporaryFolder();
        Watched.Wrapping wrapping = (found, commandLine, _) -> {
            var rules = new Rules(ALL_WRITES | READ, confinement.network() ? UNIX_SOCKETS : ALL_SOCKETS);
            var concealment = Concealment.of(confinement, environment);
            var secret = new HashSet<>(concealment.hidden());
            secret.addAll(found.secrets());
            rules.grantAround(READ, Path.of("/"), resolved(secret));
            concealment.kept().forEach(path -> rules.grantAround(READ, path, resolved(secret)));
            confinement.workspace().roots().stream()
                    .filter(concealment::holds)
                    .forEach(root -> rules.grantAround(READ, root, resolved(secret)));
            var closed = new HashSet<>(secret);
            closed.addAll(found.obeyed().keySet());
            found.repositories().forEach(repository -> closed.add(repository.folder()));
            for (var root : confinement.workspace().roots()) {
                closed.add(root.resolve(".git")); // makes the top folder one that is opened entry by entry
                rules.grantAround(WRITES, root, resolved(closed));
            }
            rules.grant(WRITES | READ, temporary.path());
            var caches = BuildCaches.of(confinement).folder();
            rules.grant(WRITES | READ, caches);
            var line = new ArrayList<>(List.of("/usr/bin/env", "TMPDIR=" + temporary.path()));
            line.addAll(unreadable(concealment));
            line.addAll(BuildCaches.words(caches, Bubblewrap.home(environment)));
            line.addAll(commandLine);
            return line(perl, rules, line);
        };
        return new Watched(confinement, index, wrapping, temporary::delete);
    }

    /// git complains of settings that are there and cannot be read.
    private List<String> unreadable(Concealment concealment) {
        var words = new ArrayList<String>();
        if (concealment.holds(Path.of("/etc/gitconfig"))) {
            words.add("GIT_CONFIG_NOSYSTEM=1");
        }
        if (concealment.holds(Bubblewrap.home(environment).resolve(".gitconfig"))) {
            words.add("GIT_CONFIG_GLOBAL=/dev/null");
        }
        return words;
    }

    @Override
    public CommandLauncher isolated(Path folder, List<Path> readable) {
        var perl = Programs.find("perl", environment, null);
        if (perl == null) {
            throw new IllegalStateException("there is no perl");
        }
        var rules = new Rules(ALL_WRITES | READ | LIST, ALL_SOCKETS);
        Stream.concat(Bubblewrap.SYSTEM.stream().map(Path::of), readable.stream())
                .forEach(path -> rules.grant(READ | LIST, path));
        Stream.of("/proc", "/dev/urandom", "/dev/random", "/dev/zero")
                .forEach(path -> rules.grant(READ | LIST, Path.of(path)));
        rules.grant(WRITES | READ | LIST, folder);
        return (commandLine, _) -> line(perl, rules, commandLine);
    }

    private Path perl(Confinement confinement) {
        var perl = Programs.find("perl", environment, confinement.workspace());
        if (perl == null) {
            throw new IllegalStateException("there is no perl outside the project");
        }
        return perl;
    }

    private static Set<Path> resolved(Set<Path> paths) {
        var resolved = new HashSet<Path>();
        for (var path : paths) {
            try {
                resolved.add(path.toRealPath());
            } catch (IOException e) {
                resolved.add(path);
            }
        }
        return resolved;
    }

    private static List<String> line(Path perl, Rules rules, List<String> commandLine) {
        var line = new ArrayList<>(List.of(perl.toString(), "-e", SCRIPT));
        line.addAll(rules.words());
        line.add("--");
        line.addAll(commandLine);
        return List.copyOf(line);
    }

    /// What the script is told.
    private static final class Rules {

        private final List<String> words = new ArrayList<>();

        Rules(int handled, int refusedSockets) {
            words.add(Integer.toString(handled));
            words.add(Integer.toString(refusedSockets));
            Stream.of("/dev/null", "/dev/zero", "/dev/full", "/dev/tty")
                    .forEach(device -> grant(WRITE_FILE | READ, Path.of(device)));
        }

        void grant(int rights, Path path) {
            words.add(rights + ":" + path);
        }

        /// Opens a folder but for some paths below it.
        void grantAround(int rights, Path path, Set<Path> closed) {
            if (closed.contains(path)) {
                return;
            }
            if (closed.stream().noneMatch(other -> other.startsWith(path))) {
                grant(rights, path);
                return;
            }
            try (var entries = Files.list(path)) {
                entries.filter(entry -> !Files.isSymbolicLink(entry))
                        .forEach(entry -> grantAround(rights, entry, closed));
            } catch (IOException e) {
                // What cannot be listed stays closed.
            }
        }

        List<String> words() {
            return words;
        }
    }
}
