package dev.coder.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A user's home, a project and a managed folder, with settings in them.
public final class TestConfig {

    private final Path root;
    private final int owner;
    private final Map<String, String> environment = new HashMap<>();

    public TestConfig(Path root) throws IOException {
        this.root = root.toRealPath();
        this.owner = (int) Files.getAttribute(root, "unix:uid");
        Files.createDirectories(home());
        Files.createDirectories(project());
    }

    public Path home() {
        return root.resolve("home");
    }

    public Path project() {
        return root.resolve("home/proj");
    }

    public ConfigFiles files() {
        return new ConfigFiles(
                home().resolve(".config/coder/config.json"),
                home(),
                root.resolve("etc/managed.json"),
                owner,
                new Variables(environment));
    }

    public TestConfig variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public TestConfig user(String json) throws IOException {
        return write(files().user(), json);
    }

    public TestConfig project(String json) throws IOException {
        return write(project().resolve(".coder/config.json"), json);
    }

    public TestConfig local(String json) throws IOException {
        return write(project().resolve(".coder/config.local.json"), json);
    }

    public TestConfig managed(String json) throws IOException {
        return write(files().managed(), json);
    }

    private TestConfig write(Path file, String json) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
        return this;
    }

    Settings read() {
        return Settings.read(files(), List.of(project()), List.of(project()));
    }
}
