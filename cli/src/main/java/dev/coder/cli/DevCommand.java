package dev.coder.cli;

import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.dev.Checkout;
import dev.coder.cli.dev.DevLoop;
import dev.coder.cli.dev.DotEnv;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.RingModelKeys;
import dev.coder.cli.local.DevAgent;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `coder dev`
@Command(
        name = "dev",
        description = "Run an agent in the foreground: a line for every request and step, a new start on every change.")
final class DevCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "Listen there (default: any).")
    int port;

    @Option(names = "--build", description = "In a checkout: build the agent when its sources change.")
    boolean build;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Variables for the agent (default: .env of this folder, when the folder is trusted).")
    @Nullable
    Path variables;

    private final Map<String, String> environment;
    private final Streams streams;

    DevCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var state = StateFolder.of(environment);
        var agent = new DevAgent(state, port, streams.errIsTerminal() && streams.colour());
        var checkout = checkout();
        check(agent, checkout);
        var settings = new ArrayList<Path>();
        var file = variables(state);
        if (file != null) {
            settings.add(file);
        }
        settings.add(ConfigFolder.of(environment).resolve("config.json"));
        var ring = KeyRing.of(environment, streams::hidden);
        var plan = new DevLoop.Plan(
                agent,
                checkout,
                settings,
                build,
                () -> given(file, ring),
                state.path().resolve("dev"));
        new DevLoop(plan, streams::plain, this::ready).run();
        return ExitCode.DONE.number();
    }

    private void check(DevAgent agent, Checkout checkout) throws IOException {
        if (checkout.launched().isBlank()) {
            throw new StopException(
                    ExitCode.UNREACHABLE, "There is no agent beside this CLI; start it with the launcher");
        }
        if (build && !checkout.hasSources()) {
            throw new StopException(ExitCode.USAGE, "--build needs a checkout of Coder; leave it out");
        }
        if (port < 0 || port > 65535) {
            throw new StopException(ExitCode.USAGE, "--port is a number from 0 to 65535");
        }
        if (variables != null && !Files.exists(variables)) {
            throw new StopException(ExitCode.USAGE, "There is no file " + variables + "; choose another --env-file");
        }
        if (agent.isTaken()) {
            throw new StopException(
                    ExitCode.USAGE,
                    "Another coder dev runs for this state folder; end it, or set CODER_STATE_DIR to another folder");
        }
    }

    private static Checkout checkout() {
        return new Checkout(
                Path.of(System.getProperty("coder.home", "")).toAbsolutePath(),
                System.getProperty("coder.agent.classpath", ""));
    }

    /// Nothing in a folder counts before its user trusts it: an address in `.env` would be told the model's key.
    private @Nullable Path variables(StateFolder state) {
        if (variables != null) {
            return variables.toAbsolutePath();
        }
        var folder = Projects.open(List.of()).root();
        if (new Trust(state).said(folder).orElse(false)) {
            return folder.resolve(".env");
        }
        if (Files.exists(folder.resolve(".env"))) {
            streams.plain(".env is not used, for this folder is not trusted; name it: "
                    + OwnCommand.with("dev --env-file .env"));
        }
        return null;
    }

    /// What is set for this process counts more than the file, and that more than what is stored.
    private DevLoop.Variables given(@Nullable Path file, KeyRing ring) throws InterruptedException {
        var all = new HashMap<String, String>();
        if (file != null) {
            all.putAll(new DotEnv(file).read());
        }
        all.putAll(environment);
        return new DevLoop.Variables(all, RingModelKeys.of(all, ring).all());
    }

    private void ready(Endpoint endpoint) {
        streams.plain("The agent listens on " + endpoint + ". Every coder with this state folder uses it: "
                + OwnCommand.anywhere("\"say hello\""));
        streams.plain("Elsewhere on this machine: CODER_API_KEY=… coder --agent-url " + endpoint
                + ", with the token in "
                + StateFolder.where(environment).resolve("agents").resolve("dev.json") + ". Ctrl-C ends it.");
    }
}
