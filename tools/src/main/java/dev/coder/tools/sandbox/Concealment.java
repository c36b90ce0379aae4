package dev.coder.tools.sandbox;

import dev.coder.plugin.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a confinement hides from commands, without what any program needs to start: the folders of the system's
/// programs and libraries, Java, and the folders of the `PATH` with what their links lead to.
///
/// @param hidden files and folders that are not seen; resolved
/// @param kept   what is seen all the same below those; resolved
/// @param links  on the way to what is kept, each with where it leads
record Concealment(Set<Path> hidden, Set<Path> kept, Map<Path, Path> links) {

    /// Of the system: all that lies in them, and they themselves where somebody wants them hidden.
    private static final Pattern PROGRAMS =
            Pattern.compile("/(usr/|usr/local/)?(s?bin|lib[^/]*)(/.*)?|/nix/store(/.*)?|/(proc|dev)(/.*)?");

    /// Of the system: they themselves, but not all that lies in them.
    private static final Set<String> SHARED =
            Set.of("/usr", "/usr/share", "/usr/include", "/usr/local/share", "/nix", "/System", "/Library");

    private static final Pattern STARTERS = Pattern.compile("bash|sh|dash|env|perl|java|ld[-.].*|.*\\.so(\\..*)?");

    /// Of `/etc`: where programs are found, and how names are resolved. No secrets.
    private static final Pattern SETTINGS = Pattern.compile(
            "alternatives|ld\\.so\\..*|localtime|timezone|java.*|python3.*|maven|"
                    + "gradle|ant|passwd|group|nsswitch\\.conf|hosts|host\\.conf|resolv\\.conf|gai\\.conf|services|protocols");

    private static final List<String> CERTIFICATES =
            List.of("ssl/certs", "ssl/openssl.cnf", "pki/ca-trust", "pki/tls/certs", "pki/tls/cert.pem", "pki/java");

    private static final Path ETC = Path.of("/etc");
    private static final int MOST_LINKS = 2_000;
    private static final List<String> BESIDE = List.of("lib", "lib64", "libexec", "conf", "pyvenv.cfg");

    /// @param environment of Coder: its `PATH` and `JAVA_HOME`
    static Concealment of(Confinement confinement, Map<String, String> environment) {
        var hidden = new LinkedHashSet<Path>();
        confinement.hidden().stream()
                .flatMap(Concealment::real)
                .flatMap(Concealment::below)
                .forEach(hidden::add);
        var search = new Search(confinement, hidden, environment);
        search.programs(environment);
        search.kept.removeIf(path -> hidden.contains(path) && !Files.isDirectory(path));
        hidden.removeIf(search.kept::contains);
        return new Concealment(hidden, search.kept, search.links);
    }

    /// Whether a project, or another folder, lies in what is hidden.
    boolean holds(Path folder) {
        return hidden.stream().anyMatch(path -> folder.startsWith(path) && !folder.equals(path));
    }

    private static Stream<Path> real(Path path) {
        try {
            return Stream.of(path.toRealPath());
        } catch (IOException e) {
            return Stream.empty(); // it is not there
        }
    }

    /// The root itself cannot be hidden, so that is what lies in it.
    private static Stream<Path> below(Path path) {
        return path.getParent() == null
                ? entries(path).filter(entry -> !Files.isSymbolicLink(entry)).filter(Concealment::mayBeHidden)
                : Stream.of(path).filter(Concealment::mayBeHidden);
    }

    private static boolean mayBeHidden(Path path) {
        var name = path.toString();
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                ? !PROGRAMS.matcher(name).matches() && !SHARED.contains(name)
                : !name.matches("/(proc|dev|etc/ld\\.so).*")
                        && !(PROGRAMS.matcher(name).matches()
                                && STARTERS.matcher(path.getFileName().toString())
                                        .matches());
    }

    private static Stream<Path> entries(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /// Looks for what programs need below what is hidden.
    private static final class Search {

        private final Confinement confinement;
        private final Set<Path> hidden;
        private final Path home;
        private final Set<Path> kept = new LinkedHashSet<>();
        private final Map<Path, Path> links = new TreeMap<>();

        Search(Confinement confinement, Set<Path> hidden, Map<String, String> environment) {
            this.confinement = confinement;
            this.hidden = hidden;
            this.home = real(Bubblewrap.home(environment)).findFirst().orElse(Bubblewrap.home(environment));
        }

        void programs(Map<String, String> environment) {
            if (hidden.contains(ETC)) {
                entries(ETC)
                        .filter(entry ->
                                SETTINGS.matcher(entry.getFileName().toString()).matches())
                        .forEach(this::keep);
                CERTIFICATES.stream().map(ETC::resolve).filter(Files::exists).forEach(this::keep);
            }
            Stream.of("bin", "sbin", "lib", "lib64", "libexec", "share", "include")
                    .map(Path.of("/usr/local")::resolve)
                    .filter(Files::exists)
                    .forEach(this::keep);
            Stream.of(System.getProperty("java.home", ""), environment.getOrDefault("JAVA_HOME", ""))
                    .filter(home -> !home.isBlank())
                    .map(Path::of)
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .forEach(this::keep);
            Stream.of(environment.getOrDefault("PATH", "").split(":"))
                    .filter(folder -> folder.startsWith("/"))
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .forEach(this::folder);
        }

        /// A folder of the `PATH`, and what its links lead to.
        private void folder(Path folder) {
            installed(folder);
            real(folder)
                    .filter(this::isHidden)
                    .flatMap(Concealment::entries)
                    .filter(Files::isSymbolicLink)
                    .limit(MOST_LINKS)
                    .flatMap(Concealment::real)
                    .filter(Files::isRegularFile)
                    .forEach(this::program);
        }

        private void program(Path program) {
            keep(program);
            if (program.resolveSibling("").endsWith("bin")) {
                installed(program.resolveSibling(""));
            }
        }

        /// A folder with programs, and what they expect beside it.
        private void installed(Path bin) {
            keep(bin);
            if (bin.endsWith("bin")) {
                real(bin).map(path -> path.resolveSibling("")).forEach(this::beside);
            }
        }

        /// The whole installation, unless more than one program lies there.
        private void beside(Path parent) {
            if (parent.getNameCount() > 1 && !parent.resolveSibling("").equals(home) && !hidden.contains(parent)) {
                keep(parent);
            } else {
                BESIDE.stream().map(parent::resolve).filter(Files::exists).forEach(this::keep);
            }
        }

        private boolean isHidden(Path path) {
            return hidden.stream().anyMatch(path::startsWith);
        }

        /// Not what would show the home, a project, the private store or more.
        private void keep(Path path) {
            real(path)
                    .filter(this::isHidden)
                    .filter(real -> !home.startsWith(real))
                    .filter(real -> !real.startsWith(confinement.store())
                            && !confinement.store().startsWith(real))
                    .filter(real -> confinement.workspace().roots().stream()
                            .noneMatch(root -> real.startsWith(root) || root.startsWith(real)))
                    .forEach(kept::add);
            linksOf(path);
        }

        private void linksOf(Path path) {
            for (var folder = path.getParent(); folder != null; folder = folder.getParent()) {
                link(folder.resolve(path.getName(folder.getNameCount())), folder);
            }
        }

        private void link(Path link, Path folder) {
            try {
                if (Files.isSymbolicLink(link) && isHidden(folder.toRealPath())) {
                    links.put(folder.toRealPath().resolve(link.getFileName()), Files.readSymbolicLink(link));
                }
            } catch (IOException e) {
                // It is gone.
            }
        }
    }
}
