package dev.coder.cli;

import dev.coder.cli.conversation.Conversation;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Interrupts;
import dev.coder.cli.terminal.Output;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Effect;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The main job on a small bundled project with a failing test, by the practice model, through the very same agent,
/// policy, executor and tools as any other turn.
final class Demo {

    private static final String PROMPT = "One test fails here. Find out why, mend it, and check that all tests pass.";
    private static final String TESTS = "./run-tests";
    private static final int TESTS_SECONDS = 120;

    private final AgentOptions agent;
    private final Map<String, String> environment;
    private final Streams streams;

    Demo(AgentOptions agent, Map<String, String> environment, Streams streams) {
        this.agent = agent;
        this.environment = new HashMap<>(environment);
        this.environment.put("JAVA_HOME", System.getProperty("java.home"));
        this.streams = streams;
    }

    /// @return done only if the tests of the sample pass in the end
    ExitCode run() throws IOException, InterruptedException {
        var project = unpacked();
        var bench = bench(project);
        say("A small project with a failing test is in " + project);
        say("Approval mode: edits, so file edits in this folder go unasked; beyond that only " + TESTS + " may run.");
        say("Model: practice/demo, a script that ships with Coder; everything else is real.\n");
        say("> " + PROMPT + "\n");
        var turn = converse(bench);
        var passed = testsPass(project);
        say("\nThe tests, run once more without Coder: " + (passed ? "they pass." : "they FAIL."));
        if (turn != ExitCode.DONE) {
            return turn;
        }
        if (!passed) {
            return ExitCode.TURN_FAILED;
        }
        say(next());
        return ExitCode.DONE;
    }

    private static String next() {
        return """

            That was the practice model, a script. To use a real one, go to a project of yours and type one of:

              ANTHROPIC_API_KEY=… %s     (or OPENAI_API_KEY, GEMINI_API_KEY)
              %s     (a model on this machine, no key)
              %s     (the agent of your team, with CODER_API_KEY)
            """.formatted(next(""), next("--model ollama/NAME "), next("--agent-url URL "));
    }

    private static String next(String options) {
        return OwnCommand.anywhere(options + "\"explain this project\"");
    }

    private Workbench bench(Path project) throws InterruptedException {
        var wish = new CoderCommand(environment, streams);
        wish.agent = agent.orLocal();
        wish.model = "practice/demo";
        wish.output = Output.TEXT;
        wish.approvalMode = ApprovalMode.EDITS;
        wish.trust = true;
        wish.projects = List.of(project.toString());
        return Workbench.of(wish, environment, streams.joined(), edits -> withTests(edits, project));
    }

    /// The given policy, and leave for one command in one folder.
    static Policy withTests(Policy edits, Path project) {
        var tests = List.<Effect>of(new Effect.RunCommand(TESTS, project));
        return effects -> effects.equals(tests)
                ? new Decision.Allow("demo", "the demo may run the tests of its own project")
                : edits.decide(effects);
    }

    private static ExitCode converse(Workbench bench) throws IOException, InterruptedException {
        try (var session = bench.desk().create()) {
            var claim = session.claim();
            if (claim == null) {
                throw new IllegalStateException("a session that was just made is not ours");
            }
            var conversation = new Conversation(bench.client(), session, claim, bench.hands(), bench.screen());
            Interrupts.cancel(conversation, bench.screen());
            return conversation.ask(PROMPT).exitCode();
        }
    }

    private boolean testsPass(Path project) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(TESTS).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var tests = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!tests.waitFor(TESTS_SECONDS, TimeUnit.SECONDS)) {
            tests.destroyForcibly();
            return false;
        }
        return tests.exitValue() == 0;
    }

    private static Path unpacked() throws IOException {
        var project = Files.createTempDirectory("coder-demo-").toRealPath();
        for (var name :
                new String(resource("index"), StandardCharsets.UTF_8).lines().toList()) {
            var file = project.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, resource(name));
        }
        if (!project.resolve(TESTS).toFile().setExecutable(true)) {
            throw new IOException("the sample's tests cannot be made executable");
        }
        return project;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = Demo.class.getResourceAsStream("/demo/" + name)) {
            if (stream == null) {
                throw new StopException(ExitCode.TURN_FAILED, "This Coder was built without its demo (" + name + ")");
            }
            return stream.readAllBytes();
        }
    }

    private void say(String text) {
        streams.out().println(text);
        streams.out().flush();
    }
}
