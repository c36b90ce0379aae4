package dev.coder.cli;

import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Effect;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.Decision;
import dev.coder.policy.Machine;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import dev.coder.policy.Policy;
import dev.coder.policy.Rules;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder policy path`: judges a path by what the file tool itself says that it would touch.
@Command(
        name = "path",
        description = "Judge a path as a file tool would, in edits mode: prints allow, ask or deny, and why.")
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

    private final Streams streams;

    @Option(names = "--op", required = true, paramLabel = "OP", description = "read, write, delete or list.")
    private Operation operation = Operation.READ;

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The home folder.")
    private Path home = Path.of("");

    @Option(names = "--project", required = true, paramLabel = "DIR", description = "The project.")
    private Path project = Path.of("");

    @Parameters(paramLabel = "PATH", description = "As a tool would get it.")
    private String path = "";

    PolicyPathCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        var workspace = new Workspace(List.of(real(project)));
        var decision = decide(workspace, policy(workspace));
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

    private Policy policy(Workspace workspace) {
        var places = new Places(workspace, real(home), List.of());
        var commands = new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE);
        return new SpecialFiles(new ModePolicy(ApprovalMode.EDITS, places, false, commands, Rules.NONE));
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
