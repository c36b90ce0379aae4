package dev.coder.tools;

import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolSession;
import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A real project folder and the tools that work in it.
final class TestProject {

    static {
        ProtocolJson.readObject("{}"); // as in the CLI, where it is the first to touch the parser, and sets it up
    }

    final Path root;
    final Path outside;
    final Workspace workspace;
    final List<String> screen = new CopyOnWriteArrayList<>();
    CommandLauncher launcher = CommandLauncher.DIRECT;
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "HOME", "/nonexistent");
    Function<UserQuestion, Optional<String>> answer = _ -> Optional.empty();
    MemorySession session;
    private final Path scratch;

    TestProject(Path folder) {
        try {
            var real = folder.toRealPath();
            root = Files.createDirectories(real.resolve("proj"));
            outside = Files.createDirectories(real.resolve("outside"));
            scratch = Files.createDirectories(real.resolve("scratch"));
            session = new MemorySession(Files.createDirectories(real.resolve("session")));
            workspace = new Workspace(List.of(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] content) throws IOException {
        var path = root.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    String read(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }

    /// What a new run of Coder finds.
    void restart() {
        session.close();
        session = new MemorySession(session.folder());
    }

    /// The paths of all that is in a folder, sorted.
    static List<String> tree(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.skip(1)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    Path scratch() {
        return scratch;
    }

    static Tool tool(String name) {
        return new BuiltinTools()
                .tools().stream()
                        .filter(tool -> tool.spec().name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    static RawJson json(Object... namesAndValues) {
        var parameters = new HashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            parameters.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new RawJson(JsonMapper.builder().build().toJson(parameters));
    }

    Invocation prepare(String tool, Object... namesAndValues) throws ToolException {
        return tool(tool).prepare(json(namesAndValues), workspace);
    }

    /// What the user would see of the change, each line with its sign.
    List<String> preview(String tool, Object... namesAndValues) throws ToolException {
        return prepare(tool, namesAndValues).preview().stream()
                .map(PreviewLine::marked)
                .toList();
    }

    /// Everything a call goes through, except for the policy.
    ToolOutput call(String tool, Object... namesAndValues) throws ToolException, InterruptedException {
        return prepare(tool, namesAndValues).run(context());
    }

    String text(String tool, Object... namesAndValues) throws ToolException, InterruptedException {
        return call(tool, namesAndValues).text();
    }

    ToolContext context() {
        return new ToolContext() {
            @Override
            public Workspace workspace() {
                return workspace;
            }

            @Override
            public Map<String, String> environment() {
                return environment;
            }

            @Override
            public Path scratch() {
                return scratch;
            }

            @Override
            public void progress(String text) {
                screen.add(text);
            }

            @Override
            public ToolSession session() {
                return session;
            }

            @Override
            public Optional<String> ask(UserQuestion question) {
                return answer.apply(question);
            }

            @Override
            public CommandLauncher launcher() {
                return launcher;
            }
        };
    }
}
