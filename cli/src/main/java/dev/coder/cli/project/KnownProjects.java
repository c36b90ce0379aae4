package dev.coder.cli.project;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.LineFile;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.Workspace;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The user's projects: those that they added (`STATE/projects.jsonl`), and those that `projectPaths` of their own
/// settings finds.
public final class KnownProjects {

    /// Uses of folders that are no known projects: the last so many are remembered.
    private static final int REMEMBERED = 200;

    private final LineFile<ProjectLine> file;
    private final Supplier<List<Path>> found;

    /// @param path     resolved
    /// @param name     null: the folder's
    /// @param added    false: it was used only
    /// @param lastUsed seconds since the epoch; 0: never
    @Json
    record ProjectLine(String path, @Nullable String name, boolean added, long lastUsed) {

        KnownProject known() {
            var root = Path.of(path);
            var used = lastUsed == 0 ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochSecond(lastUsed));
            return new KnownProject(name == null ? nameOf(root) : name, root, added, used);
        }
    }

    /// @param found what `projectPaths` finds; asked for when it is needed
    KnownProjects(StateFolder state, Supplier<List<Path>> found) {
        this.file = new LineFile<>(state.path().resolve("projects.jsonl"), ProjectLine.class);
        this.found = found;
    }

    /// Reads the user's settings, and no project's.
    public static KnownProjects of(Map<String, String> environment) {
        var home = StateFolder.home(environment);
        return new KnownProjects(
                StateFolder.of(environment),
                () ->
                        Settings.read(ConfigFiles.of(environment), List.of(), List.of())
                                .preferences()
                                .projectPaths()
                                .stream()
                                .flatMap(text -> new FolderPattern(text, home).folders().stream())
                                .distinct()
                                .toList());
    }

    /// The projects of a run.
    ///
    /// @param named folders or names of known projects; empty means the current folder
    /// @throws StopException when one is unusable, unknown or could mean two
    public static Workspace open(List<String> named, Map<String, String> environment) {
        return Projects.open(
                named.stream().map(text -> of(environment).folder(text)).toList());
    }

    static String nameOf(Path root) {
        return root.getFileName() == null ? "/" : root.getFileName().toString();
    }

    /// By name.
    public List<KnownProject> all() {
        var used = used();
        var all = new LinkedHashMap<Path, KnownProject>();
        used.values().stream().filter(KnownProject::added).forEach(project -> all.put(project.root(), project));
        for (var root : found.get()) {
            var before = used.get(root);
            all.putIfAbsent(
                    root,
                    new KnownProject(nameOf(root), root, false, before == null ? Optional.empty() : before.lastUsed()));
        }
        return all.values().stream()
                .sorted(Comparator.comparing(KnownProject::name).thenComparing(KnownProject::root))
                .toList();
    }

    private Map<Path, KnownProject> used() {
        try {
            var used = new LinkedHashMap<Path, KnownProject>();
            file.read().forEach(line -> used.put(Path.of(line.path()), line.known()));
            return used;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// The folder that a word of the command line means: a folder as it stands, or the root of a known project.
    String folder(String text) {
        var path = text.contains("/") || text.startsWith(".") || text.isEmpty();
        if (path) {
            return text;
        }
        var here = Files.isDirectory(Path.of(text));
        var named =
                all().stream().filter(project -> project.name().equals(text)).toList();
        if (named.size() > 1) {
            throw wrong(named.size() + " known projects are named " + text + ": " + roots(named)
                    + "; say which by its folder");
        }
        if (named.isEmpty()) {
            return here ? text : unknown(text);
        }
        var root = named.getFirst().root();
        if (here && !root.equals(Path.of(text).toAbsolutePath().normalize())) {
            throw wrong("\"" + text + "\" is a folder here and the name of the project " + root + "; write ./" + text
                    + " or " + root);
        }
        return root.toString();
    }

    private static String roots(List<KnownProject> projects) {
        return projects.stream().map(project -> project.root().toString()).collect(Collectors.joining(", "));
    }

    private static String unknown(String text) {
        throw wrong("\"" + text + "\" is neither a folder here nor a known project; see: "
                + OwnCommand.with("projects list"));
    }

    /// Makes a folder known, or gives it another name.
    ///
    /// @param root resolved
    /// @param name null: the folder's
    public KnownProject add(Path root, @Nullable String name) throws InterruptedException {
        var wanted = name == null ? nameOf(root) : name;
        if (wanted.isBlank() || wanted.contains("/") || wanted.startsWith(".") || wanted.startsWith("-")) {
            throw wrong("\"" + wanted + "\" cannot be the name of a project: it starts with a letter or a digit, and"
                    + " has no slash; give one with --name");
        }
        change(lines -> {
            lines.stream()
                    .filter(line -> line.added() && !line.path().equals(root.toString()))
                    .filter(line -> line.known().name().equals(wanted))
                    .findFirst()
                    .ifPresent(line -> {
                        throw wrong("The project " + line.path() + " is named " + wanted
                                + " already; give this one another with --name");
                    });
            var before = lines.stream().filter(line -> line.path().equals(root.toString()));
            var used = before.mapToLong(ProjectLine::lastUsed).findFirst().orElse(0);
            lines.removeIf(line -> line.path().equals(root.toString()));
            lines.add(new ProjectLine(root.toString(), name, true, used));
        });
        return new KnownProject(wanted, root, true, Optional.empty());
    }

    /// Forgets a project that was added.
    ///
    /// @param text its name or its folder, which needs not be there any more
    /// @return its folder
    public Path remove(String text) throws InterruptedException {
        var folder = Path.of(text).toAbsolutePath().normalize();
        var gone = new ArrayList<Path>();
        change(lines -> lines.removeIf(line -> {
            var hit = line.added() && (line.known().name().equals(text) || isAt(line, folder));
            if (hit) {
                gone.add(Path.of(line.path()));
            }
            return hit;
        }));
        if (gone.isEmpty()) {
            throw wrong("\"" + text + "\" was not added; what projectPaths finds is changed in your settings: "
                    + OwnCommand.with("config edit"));
        }
        return gone.getFirst();
    }

    private static boolean isAt(ProjectLine line, Path folder) {
        var path = Path.of(line.path());
        try {
            return path.equals(folder) || (Files.exists(folder) && path.equals(folder.toRealPath()));
        } catch (IOException e) {
            return false;
        }
    }

    /// Remembers that a session works in these now.
    public void use(List<Path> roots) throws InterruptedException {
        var now = Instant.now().getEpochSecond();
        change(lines -> {
            for (var root : roots) {
                var before = lines.stream()
                        .filter(line -> line.path().equals(root.toString()))
                        .findFirst()
                        .orElse(new ProjectLine(root.toString(), null, false, 0));
                lines.removeIf(line -> line.path().equals(root.toString()));
                lines.add(new ProjectLine(before.path(), before.name(), before.added(), now));
            }
            var strangers = lines.stream().filter(line -> !line.added()).toList();
            lines.removeAll(strangers.subList(0, Math.max(0, strangers.size() - REMEMBERED)));
        });
    }

    private interface Change {
        void apply(List<ProjectLine> lines);
    }

    private void change(Change change) throws InterruptedException {
        try {
            file.change(lines -> {
                var changed = new ArrayList<>(lines);
                change.apply(changed);
                return changed;
            });
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private StopException unusable(IOException e) {
        return new StopException(ExitCode.USAGE, "The file " + file.path() + " cannot be used; mend or remove it", e);
    }

    private static StopException wrong(String sentence) {
        return new StopException(ExitCode.USAGE, sentence);
    }
}
