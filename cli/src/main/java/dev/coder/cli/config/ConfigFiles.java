package dev.coder.cli.config;

import dev.coder.cli.config.ConfigFile.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The places in which settings may lie.
///
/// @param user    the user's own file
/// @param home    the user's home folder
/// @param managed that of whoever runs the machine; nobody else may be able to change it
/// @param owner   the user id that the managed file has to belong to
public record ConfigFiles(Path user, Path home, Path managed, int owner) {

    private static final Path MANAGED = Path.of("/etc/coder/managed.json");
    private static final int ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final List<String> OF_PROJECT = List.of("config.json", "config.local.json");

    public static ConfigFiles of(Map<String, String> environment) {
        var user = ConfigFolder.of(environment).resolve("config.json");
        return new ConfigFiles(user, StateFolder.home(environment), MANAGED, ROOT);
    }

    /// Whether a folder brings along anything that Coder would interpret. Nothing of it is opened.
    public static boolean hasAnything(Path project) {
        return OF_PROJECT.stream()
                .anyMatch(name -> ofProject(Layer.PROJECT, project, name).isThere());
    }

    /// What there is, from the user's file to the managed one.
    ///
    /// @param projects those whose files count
    List<Found> found(List<Path> projects) {
        var found = new ArrayList<Found>();
        add(found, new ConfigFile(Layer.USER, user, shown(user), user.getRoot()));
        for (var project : projects) {
            add(found, ofProject(Layer.PROJECT, project, OF_PROJECT.getFirst()));
            add(found, ofProject(Layer.LOCAL, project, OF_PROJECT.getLast()));
        }
        add(found, new ConfigFile(Layer.MANAGED, managed, managed.toString(), managed.getRoot()));
        return found;
    }

    record Found(ConfigFile file, ConfigNode content) {}

    private void add(List<Found> found, ConfigFile file) {
        content(file).ifPresent(content -> found.add(new Found(file, ConfigSyntax.read(file, content))));
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

    private static ConfigFile ofProject(Layer layer, Path project, String name) {
        var path = project.resolve(".coder").resolve(name);
        return new ConfigFile(layer, path, path.toString(), project);
    }

    private String shown(Path path) {
        return path.startsWith(home) ? "~/" + home.relativize(path) : path.toString();
    }
}
