package dev.coder.cli;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.Settings;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Effect;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder policy path`: judges a path by the policy that is in force, from what the file tool itself says that it would
/// touch.
@Command(
        name = "path",
        description =
                "Judge a path as a file tool would, by your settings and those of a trusted project, in edits mode:"
                        + " prints allow, ask or deny, and why.")
final class PolicyPathCommand implements Callable<Integer> {

    /// What is done to a path, with the tool that does it.
    enum Operation {
        READ("read_file"),
        WRITE("write_file"),
        DELETE("delete_file"),
        LIST("list_directory");

        private final String tool;

        Operation(String tool) {
            this.tool = tool;
        }
    }

    private final Map<String, String> environment;
    private final Streams streams;

    @Option(names = "--op", required = true, paramLabel = "OP", description = "read, write, delete or list.")
    private Operation operation = Operation.READ;

    @Option(names = "--home", paramLabel = "DIR", description = "The home folder, with its settings (default: yours).")
    private @Nullable Path home;

    @Option(names = "--project", paramLabel = "DIR", description = "The project (default: the current folder).")
    private Path project = Path.of("");

    @Parameters(paramLabel = "PATH", description = "As a tool would get it.")
    private String path = "";

    PolicyPathCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var workspace = new Workspace(List.of(real(project)));
        var wish = new Terms.Wish(ApprovalMode.EDITS, false, true);
        var terms = Terms.toShow(wish, environment(), workspace.roots());
        terms.notices().forEach(streams::complain);
        var decision = confirmed(decide(workspace, policy(terms, workspace)), terms.settings());
        streams.say(decision.word() + " " + decision.rule() + ": " + decision.reason());
        return ExitCode.DONE.number();
    }

    private Decision decide(Workspace workspace, Policy policy) {
        try {
            var effects = effects(workspace);
            return effects.stream().anyMatch(PolicyPathCommand::wouldFail)
                    ? new Decision.Deny("failed", "nothing is touched: " + path + " is a folder")
                    : policy.decide(effects);
        } catch (ToolException e) {
            return new Decision.Deny("failed", "nothing is touched: " + e.getMessage());
        }
    }

    private List<Effect> effects(Workspace workspace) throws ToolException {
        var tool = Objects.requireNonNull(Toolbox.installed().find(operation.tool), operation.tool);
        var parameters = switch (operation) {
            case READ, LIST -> Map.<String, Object>of("path", path);
            case WRITE -> Map.<String, Object>of("path", path, "content", "");
            case DELETE -> Map.<String, Object>of("path", path, "recursive", true);
        };
        var json = ProtocolJson.writeObject(parameters);
        return tool.prepare(new RawJson(json), workspace).effects();
    }

    private static boolean wouldFail(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var file) -> Files.isDirectory(file);
            case Effect.WriteFile(var file) -> Files.isDirectory(file);
            default -> false;
        };
    }

    /// That of a run in this project, in edits mode.
    private Policy policy(Terms terms, Workspace workspace) throws InterruptedException, IOException {
        var here = environment();
        var state = StateFolder.of(here);
        var remembered = new Allowances(state, workspace.root()).all();
        return new SpecialFiles(Guard.of(terms, remembered, workspace, new Guard.Ground(state, here))
                .policy());
    }

    private Map<String, String> environment() {
        return home == null ? environment : AssumedHome.environment(real(home), environment);
    }

    /// What is asked for by the tool's name.
    private Decision confirmed(Decision decision, Settings settings) {
        return settings.confirmed().stream()
                .filter(word -> word.name().equals(operation.tool) && decision instanceof Decision.Allow)
                .<Decision>map(word -> new Decision.Ask(word.origin(), operation.tool + " is asked for each time"))
                .findFirst()
                .orElse(decision);
    }

    private static Path real(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                return folder.toRealPath();
            }
            throw new IOException("not a folder");
        } catch (IOException e) {
            throw new StopException(ExitCode.USAGE, folder + " is not a folder; give one that is there", e);
        }
    }
}
