package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The places in which settings may lie.
///
/// @param user      the user's own file
/// @param home      the user's home folder
/// @param managed   that of whoever runs the machine; nobody else may be able to change it
/// @param owner     the user id that the managed file has to belong to
/// @param variables what `${…}` stands for
public record ConfigFiles(Path user, Path home, Path managed, int owner, Variables variables) {

    /// What the prototype called its file. It is read where no `config.json` is.
    static final String ALIAS = "agentuity-coder.config.json";

    private static final Path MANAGED = Path.of("/etc/coder/managed.json");
    private static final int ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 0022;

    public static ConfigFiles of(Map<String, String> environment) {
        var user = ConfigFolder.of(environment).resolve("config.json");
        return new ConfigFiles(user, StateFolder.home(environment), MANAGED, ROOT, new Variables(environment));
    }

    /// Whether a folder brings along anything that Coder would interpret. Nothing of it is opened.
    public static boolean hasAnything(Path project) {
        return ofProject(project).anyMatch(ConfigFile::isThere);
    }

    /// What there is, from the user's file to the managed one.
    ///
    /// @param projects those whose files count
    List<Found> found(List<Path> projects) {
        return counting(projects).stream().flatMap(file -> found(file).stream()).toList();
    }

    /// @param notices what the user has to know of the file as such
    record Found(ConfigFile file, ConfigNode content, List<String> notices) {}

    /// How one file is.
    ///
    /// @param layer    `user`, `project`, `local` or `managed`
    /// @param mistakes why nothing of it can be read, which ends Coder; empty when it can
    /// @param notices  what does not count in it, and why; what counts and does not do what it seems to
    public record Inspected(Path path, String layer, List<String> mistakes, List<String> notices) {

        public Inspected {
            mistakes = List.copyOf(mistakes);
            notices = List.copyOf(notices);
        }
    }

    /// Looks at every file that is there, on its own; whatever is wrong with one is told, never thrown.
    ///
    /// @param projects those whose files would count
    public List<Inspected> inspect(List<Path> projects) {
        return counting(projects).stream()
                .flatMap(file -> inspected(file, projects).stream())
                .toList();
    }

    /// The files that can be read.
    ///
    /// @param complaints gets why the others cannot
    List<Found> wellFound(List<Path> projects, List<String> complaints) {
        var found = new ArrayList<Found>();
        for (var file : counting(projects)) {
            var inspected = inspected(file, projects);
            var mistakes = inspected.map(Inspected::mistakes).orElse(List.of());
            complaints.addAll(mistakes);
            if (mistakes.isEmpty()) {
                found(file).ifPresent(found::add);
            }
        }
        return found;
    }

    /// The file of a layer, as it counts now or would be made.
    ConfigFile counting(Layer layer, Path project) {
        return counting(List.of(project)).stream()
                .filter(file -> file.layer() == layer)
                .findFirst()
                .orElseThrow();
    }

    private Optional<Inspected> inspected(ConfigFile file, List<Path> projects) {
        try {
            return found(file).map(found -> {
                var reader = new SettingsReader(this, projects);
                var settings = reader.read(List.of(found));
                var said = Stream.concat(settings.notices().stream(), reader.hints().stream());
                return new Inspected(file.path(), file.layer().word(), List.of(), said.toList());
            });
        } catch (StopException e) {
            return Optional.of(new Inspected(file.path(), file.layer().word(), List.of(e.sentence()), List.of()));
        }
    }

    /// One file for each place: its own, or the alias where only that is there.
    private List<ConfigFile> counting(List<Path> projects) {
        var files = new ArrayList<ConfigFile>();
        files.add(preferred(new ConfigFile(Layer.USER, user, shown(user), user.getRoot(), false), alias()));
        for (var project : projects) {
            files.add(preferred(ofProject(Layer.PROJECT, project, false), ofProject(Layer.PROJECT, project, true)));
            files.add(ofProject(Layer.LOCAL, project, false));
        }
        files.add(new ConfigFile(Layer.MANAGED, managed, managed.toString(), managed.getRoot(), false));
        return files;
    }

    private static ConfigFile preferred(ConfigFile own, ConfigFile alias) {
        return !isThere(own) && isThere(alias) ? alias : own;
    }

    /// What cannot be looked at is there; reading it says why.
    private static boolean isThere(ConfigFile file) {
        try {
            return file.isThere();
        } catch (StopException e) {
            return true;
        }
    }

    private Optional<Found> found(ConfigFile file) {
        return content(file).map(content -> new Found(file, ConfigSyntax.read(file, content), notices(file)));
    }

    private List<String> notices(ConfigFile file) {
        if (file.alias()) {
            return List.of(file.shown() + " is read as " + (file.layer() == Layer.USER ? "your" : "the project's")
                    + " settings; its name now is "
                    + (file.layer() == Layer.USER ? "config.json, in the same folder" : ".coder/config.json"));
        }
        return aliasBeside(file).filter(ConfigFiles::isThere).stream()
                .map(alias -> alias.shown() + " is not read, for there is " + file.shown() + "; remove it")
                .toList();
    }

    private Optional<ConfigFile> aliasBeside(ConfigFile file) {
        return switch (file.layer()) {
            case USER -> Optional.of(alias());
            case PROJECT -> Optional.of(ofProject(Layer.PROJECT, file.root(), true));
            case LOCAL, MANAGED -> Optional.empty();
        };
    }

    private ConfigFile alias() {
        var path = user.resolveSibling(ALIAS);
        return new ConfigFile(Layer.USER, path, shown(path), path.getRoot(), true);
    }

    private Optional<byte[]> content(ConfigFile file) {
        if (file.layer() == Layer.MANAGED && file.isThere()) {
            checkOwner(file, file.path());
            checkOwner(file, file.path().resolveSibling(""));
        }
        return file.content();
    }

    private void checkOwner(ConfigFile file, Path path) {
        try {
            var attributes = Files.readAttributes(path, "unix:uid,mode");
            var mode = (int) attributes.getOrDefault("mode", WRITABLE_BY_OTHERS);
            if (!attributes.getOrDefault("uid", -1).equals(owner) || (mode & WRITABLE_BY_OTHERS) != 0) {
                throw file.mistake("others than root can change " + path
                        + "; it counts only when it belongs to root and is writable by nobody else (mode 644 or 755)");
            }
        } catch (IOException e) {
            throw file.mistake("it cannot be read; have it mended by whoever runs this machine");
        }
    }

    private static Stream<ConfigFile> ofProject(Path project) {
        return Stream.of(
                ofProject(Layer.PROJECT, project, false),
                ofProject(Layer.LOCAL, project, false),
                ofProject(Layer.PROJECT, project, true));
    }

    private static ConfigFile ofProject(Layer layer, Path project, boolean alias) {
        var name = layer == Layer.LOCAL ? ".coder/config.local.json" : ".coder/config.json";
        var path = project.resolve(alias ? ALIAS : name);
        return new ConfigFile(layer, path, path.toString(), project, alias);
    }

    /// Whether a value with this origin stands in the user's own file.
    public boolean isUsers(String origin) {
        return origin.replaceFirst(":\\d+$", "").equals(shown(user));
    }

    private String shown(Path path) {
        return path.startsWith(home) ? "~/" + home.relativize(path) : path.toString();
    }
}
