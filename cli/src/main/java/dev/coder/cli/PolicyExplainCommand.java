package dev.coder.cli;

import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.CommandVerdict.Part;
import dev.coder.policy.Decision;
import dev.coder.policy.Places;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder policy explain`: the tree of a command, its parts, and what decides.
@Command(name = "explain", description = "Show how a command is understood, and what decides. Runs nothing.")
final class PolicyExplainCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Streams streams;

    @Parameters(paramLabel = "COMMAND", description = "As bash would get it, in one word.")
    private String command = "";

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "Judge it in this folder (repeatable; default: the current one).")
    private @Nullable List<String> projects;

    PolicyExplainCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        var workspace = Projects.open(projects == null ? List.of() : projects);
        var verdict = judge(workspace).judge(command, workspace.root());
        CommandJudge.tree(command).lines().forEach(streams::say);
        verdict.parts().forEach(part -> streams.say(line(part, workspace)));
        streams.say(line(verdict.decision()));
        return ExitCode.DONE.number();
    }

    private CommandJudge judge(Workspace workspace) {
        var state = StateFolder.of(environment);
        var places =
                new Places(workspace, Guard.real(StateFolder.home(environment)), List.of(Guard.real(state.path())));
        return new CommandJudge(places, new RealMachine(workspace, environment), CommandRules.NONE);
    }

    private static String line(Part part, Workspace workspace) {
        return "%s  in %s  %s".formatted(part.words(), workspace.display(part.folder()), line(part.decision()));
    }

    private static String line(Decision decision) {
        return decision.word() + "  (" + decision.rule() + ": " + decision.reason() + ")";
    }
}
