package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.Sandbox;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolKeys;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs a program that the model wrote, apart from the project: at Riza where the user has a key, else in the sandbox
/// of this machine.
final class ExecuteCode implements Tool {

    static final int LIMIT_SECONDS = 60;
    private static final int MAX_CODE = 1 << 20;

    private final Map<String, String> environment;
    private final ToolKeys keys;

    /// @param environment of Coder itself
    /// @param keys        that for Riza is among them, and children do not get it
    ExecuteCode(Map<String, String> environment, ToolKeys keys) {
        this.environment = environment;
        this.keys = keys;
    }

    /// What the code is written in.
    enum Language {
        PYTHON,
        JAVASCRIPT,
        TYPESCRIPT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Language of(String word) throws ToolException {
            return Stream.of(values())
                    .filter(language -> language.word().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            ToolException.invalid("language must be python, javascript or typescript, not " + word));
        }
    }

    /// @param input what the program reads as its standard input
    record Program(Language language, String code, String input) {

        /// What will run, and what it will read.
        List<PreviewLine> preview() {
            var lines = new ArrayList<>(PreviewLine.of(PreviewLine.Kind.CODE, code));
            if (!input.isEmpty()) {
                lines.add(new PreviewLine(PreviewLine.Kind.REMARK, 0, "its input:"));
                lines.addAll(PreviewLine.of(PreviewLine.Kind.CODE, input));
            }
            return lines;
        }
    }

    @Override
    public ToolSpec spec() {
        return Specs.changing("execute_code", LIMIT_SECONDS + 5);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var language = Language.of(given.text("language"));
        var program = new Program(language, given.text("code"), given.text("input", ""));
        given.nothingElse();
        if (program.code().length() + program.input().length() > MAX_CODE) {
            throw ToolException.invalid("code and input have more than " + MAX_CODE + " characters");
        }
        var riza = riza();
        if (riza != null) {
            return new Remote(riza, program);
        }
        return new Local(
                sandbox()
                        .orElseThrow(
                                () -> ToolException.failed(
                                        "code cannot be run here: no sandbox works on this "
                                                + "machine. The user can install bubblewrap, or set RIZA_API_KEY to run code at Riza; tell them")),
                program);
    }

    private @Nullable Riza riza() throws ToolException {
        try {
            return Riza.of(environment, keys);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ToolException.failed("the key for Riza could not be had in time");
        }
    }

    private static Optional<Sandbox> sandbox() {
        return ServiceLoader.load(Sandbox.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(Sandbox::works)
                .findFirst();
    }

    private static String title(Program program, String where) {
        return "run " + program.language().word() + " ("
                + PreviewLine.split(program.code()).size() + " lines) " + where;
    }

    private record Remote(Riza riza, Program program) implements Invocation {

        @Override
        public String title() {
            return ExecuteCode.title(program, "at " + riza.endpoint().getHost());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Fetch(riza.endpoint()));
        }

        @Override
        public List<PreviewLine> preview() {
            return program.preview();
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            return riza.run(program);
        }
    }

    private record Local(Sandbox sandbox, Program program) implements Invocation {

        @Override
        public String title() {
            return ExecuteCode.title(program, "in " + sandbox.name());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.RunIsolated(program.language().word()));
        }

        @Override
        public List<PreviewLine> preview() {
            return program.preview();
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            return new IsolatedProgram(sandbox, program, context).run();
        }
    }
}
