package dev.coder.cli;

import dev.coder.cli.completion.CommandTree;
import dev.coder.cli.completion.Shell;
import dev.coder.cli.config.ConfigKey;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.local.AgentControl;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `coder completion SHELL`: the script that makes a shell complete `coder`.
@Command(
        name = "completion",
        description = "Print what makes a shell complete coder: eval \"$$(coder completion bash)\".")
final class CompletionCommand implements Callable<Integer> {

    private static final int SESSIONS = 50;

    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash, zsh or fish (default: yours).")
    @Nullable
    Shell shell;

    @Option(names = "--values", hidden = true, description = "What the scripts ask for: sessions, models or keys.")
    @Nullable
    String values;

    @Spec
    @Nullable
    CommandSpec spec;

    /// A shell takes words apart that hold anything else, and runs what is in them; models are named by others.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_@%+:,./-]*");

    private final Map<String, String> environment;
    private final Streams streams;

    CompletionCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (values != null) {
            values(values).stream()
                    .filter(word -> PLAIN.matcher(word).matches())
                    .forEach(streams::plain);
        } else {
            streams.out()
                    .print(wanted().script(CommandTree.of(
                            Objects.requireNonNull(spec).root().commandLine())));
            streams.out().flush();
        }
        return ExitCode.DONE.number();
    }

    private Shell wanted() {
        return shell != null
                ? shell
                : Shell.of(environment.getOrDefault("SHELL", ""))
                        .orElseThrow(() -> new StopException(
                                ExitCode.USAGE,
                                "Say for which shell: " + OwnCommand.with("completion bash, zsh or fish")));
    }

    /// A shell waits for it, so that only this machine is asked; what cannot be known is left out.
    private List<String> values(String kind) throws InterruptedException {
        try {
            return switch (kind) {
                case "sessions" -> sessions();
                case "models" -> models();
                case "keys" -> ConfigKey.words();
                default -> List.of();
            };
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<String> sessions() throws IOException {
        var folder = StateFolder.where(environment).resolve("sessions");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var sessions = Files.list(folder)) {
            return sessions.sorted(
                            Comparator.comparingLong(path -> -path.toFile().lastModified()))
                    .map(path -> path.getFileName().toString())
                    .filter(SessionId::matches)
                    .limit(SESSIONS)
                    .toList();
        }
    }

    private List<String> models() throws IOException, InterruptedException {
        return Files.isDirectory(StateFolder.where(environment))
                ? new AgentControl(StateFolder.of(environment), Version.CURRENT).models()
                : List.of();
    }
}
