package dev.coder.cli;

import dev.coder.cli.completion.CommandTree;
import dev.coder.cli.completion.Shell;
import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Settings;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.Asking;
import dev.coder.cli.keys.KeyPlace;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.setup.Ground;
import dev.coder.cli.setup.SetUp;
import dev.coder.cli.setup.Wishes;
import dev.coder.cli.terminal.Streams;
import dev.coder.policy.ApprovalMode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `coder setup`
@Command(
        name = "setup",
        sortOptions = false,
        description = "Set Coder up: agent, key, model, habits, your shell. Every answer is also an option.")
final class SetupCommand implements Callable<Integer> {

    @Option(names = "--local", description = "Use an agent on this machine.")
    boolean local;

    @Option(names = "--cloud", description = "Use an agent elsewhere.")
    boolean cloud;

    @Option(names = "--agent-url", paramLabel = "URL", description = "The agent elsewhere.")
    @Nullable
    String agentUrl;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "anthropic, openai, gemini, openrouter, ollama or practice: whose models the local agent uses.")
    @Nullable
    String provider;

    @Option(names = "--key-stdin", description = "Read the key, of the agent or the provider, from standard input.")
    boolean keyFromInput;

    @Option(names = "--model", paramLabel = "PROVIDER/NAME", description = "The usual model.")
    @Nullable
    String model;

    @Option(names = "--approval-mode", paramLabel = "MODE", description = "ask, edits or auto: the usual one.")
    @Nullable
    ApprovalMode mode;

    @Option(names = "--project-path", paramLabel = "GLOB", description = "Where projects are (repeatable).")
    @Nullable
    List<String> projectPaths;

    @Option(names = "--no-path", description = "Do not put coder on the PATH.")
    boolean noPath;

    @Option(names = "--no-completions", description = "Do not let the shell complete coder.")
    boolean noCompletions;

    @Option(names = "--shell", paramLabel = "SHELL", description = "bash, zsh or fish (default: yours).")
    @Nullable
    Shell shell;

    @Option(names = "--store", paramLabel = "PLACE", description = "keychain, file or passphrase: where the key goes.")
    @Nullable
    KeyPlace store;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing: take what is said here, and what is usual for the rest.")
    boolean yes;

    @Option(names = "--force", description = "Save it although the connection does not work.")
    boolean force;

    @Option(names = "--remove", description = "Take back all that setup made.")
    boolean remove;

    @Spec
    @Nullable
    CommandSpec spec;

    private final Map<String, String> environment;
    private final Streams streams;

    SetupCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var preferences = preferences();
        var wishes = wishes();
        var plain = preferences.screenReader();
        try (var dialog = SetupDialog.open(environment, streams, yes, plain)) {
            var setUp = new SetUp(ground(preferences), wishes, dialog.questions(), dialog.asks(), force);
            if (remove) {
                var kept = setUp.remove();
                kept.forEach(line -> streams.plain("Left as it is: " + line));
                streams.plain("What setup made is gone" + (kept.isEmpty() ? "." : ", but for that."));
            } else {
                setUp.run();
                Settings.read(ConfigFiles.of(environment), List.of(), List.of())
                        .warnings()
                        .forEach(streams::plain);
            }
        }
        return ExitCode.DONE.number();
    }

    /// A file with a mistake has to be mended first: nothing could be written into it.
    private Preferences preferences() {
        return remove
                ? Preferences.NONE
                : Settings.read(ConfigFiles.of(environment), List.of(), List.of())
                        .preferences();
    }

    private Ground ground(Preferences preferences) {
        var launcher =
                Path.of(System.getProperty("coder.home", "")).resolve("coder").toAbsolutePath();
        return new Ground(
                environment,
                preferences,
                KeyRing.of(environment, Asking.NOBODY),
                System.getProperty("coder.home", "").isBlank() || !Files.isExecutable(launcher)
                        ? Optional.empty()
                        : Optional.of(launcher),
                System.getProperty("coder.agent.classpath", ""),
                Version.CURRENT,
                this::completion);
    }

    private String completion(Shell wanted) {
        return wanted.script(CommandTree.of(Objects.requireNonNull(spec).root().commandLine()));
    }

    private Wishes wishes() throws IOException {
        check(local && (cloud || agentUrl != null), "--local contradicts --cloud and --agent-url; leave one out");
        check((cloud || agentUrl != null) && provider != null, "--provider is about the local agent; leave it out");
        return new Wishes(
                place(),
                url(),
                provider,
                keyFromInput ? key() : null,
                model,
                mode,
                projectPaths,
                noPath ? Boolean.FALSE : yes ? Boolean.TRUE : null,
                noCompletions ? Boolean.FALSE : yes ? Boolean.TRUE : null,
                Optional.ofNullable(shell),
                Optional.ofNullable(store));
    }

    /// Whether the agent is elsewhere; null when nothing was said.
    private @Nullable Boolean place() {
        if (local) {
            return false;
        }
        var isFar = cloud || agentUrl != null;
        return isFar ? Boolean.TRUE : null;
    }

    private static void check(boolean wrong, String sentence) {
        if (wrong) {
            throw new StopException(ExitCode.USAGE, sentence);
        }
    }

    private @Nullable URI url() {
        return agentUrl == null
                ? null
                : AgentUrl.parse(agentUrl)
                        .orElseThrow(() -> new StopException(
                                ExitCode.USAGE,
                                "\"" + agentUrl + "\" is not the URL of an agent; it looks like"
                                        + " https://coder.example.com"));
    }

    private static String key() throws IOException {
        var key = new String(System.in.readNBytes(1 << 16), StandardCharsets.UTF_8).strip();
        check(key.isEmpty(), "There was no key on standard input");
        return key;
    }
}
