package dev.coder.cli.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A plugin's jar, compiled from its source as its author would do it.
public final class PluginJarFile {

    private static final String SOURCE = """
            package team;

            import dev.coder.plugin.*;
            import dev.coder.protocol.*;
            import java.util.List;

            public final class TeamPlugin implements Plugin {
                public String name() { return "team"; }

                public List<Tool> tools() { return List.of(new Greet()); }

                public List<PromptCommand> commands() { return List.of(new Welcome()); }

                record Greet() implements Tool {
                    public ToolSpec spec() {
                        return new ToolSpec("NAME", "Greets.", new RawJson("{\\"type\\":\\"object\\"}"),
                            ToolSpec.Hints.READS, "builtin", null);
                    }

                    public Invocation prepare(RawJson parameters, Workspace workspace) {
                        return new Invocation() {
                            public String title() { return "greet"; }
                            public List<Effect> effects() { return List.of(new Effect.Internal()); }
                            public ToolOutput run(ToolContext context) {
                                return ToolOutput.text("Greetings from " + context.workspace().root().getFileName());
                            }
                        };
                    }
                }

                record Welcome() implements PromptCommand {
                    public String name() { return "welcome"; }
                    public String argument() { return "[WHOM]"; }
                    public String description() { return "Welcome somebody"; }
                    public String prompt(String arguments) { return "Say welcome to " + arguments; }
                }
            }
            """;

    private PluginJarFile() {}

    /// Writes a jar with one tool and the command `/welcome`.
    ///
    /// @param tool the name of its tool
    public static void write(Path jar, String tool) {
        try {
            var classes = Files.createTempDirectory(jar.getParent(), "classes");
            compile(SOURCE.replace("NAME", tool), classes);
            pack(classes, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(String source, Path classes) {
        var file = new SimpleJavaFileObject(URI.create("string:///team/TeamPlugin.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var options =
                List.of("-d", classes.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
        var done = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(file))
                .call();
        if (!done) {
            throw new IllegalStateException("the plugin does not compile");
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
            out.putNextEntry(new JarEntry("META-INF/services/dev.coder.plugin.Plugin"));
            out.write("team.TeamPlugin".getBytes(StandardCharsets.UTF_8));
        }
    }
}
