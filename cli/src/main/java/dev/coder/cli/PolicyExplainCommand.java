package dev.coder.cli;

import dev.coder.cli.config.Allowances;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandVerdict.Part;
import dev.coder.policy.Decision;
import dev.coder.policy.ModePolicy;
import java.io.IOException;
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
    public Integer call() throws InterruptedException, IOException {
        var workspace = KnownProjects.open(projects == null ? List.of() : projects, environment);
        var policy = policy(workspace);
        var verdict = policy.commands().with(policy.rules()).judge(command, workspace.root());
        CommandJudge.tree(command).lines().forEach(streams::say);
        verdict.parts().forEach(part -> streams.say(line(part, workspace)));
        streams.say(line(policy.decide(List.of(new Effect.RunCommand(command, workspace.root())))));
        return ExitCode.DONE.number();
    }

    private ModePolicy policy(Workspace workspace) throws InterruptedException, IOException {
        var state = StateFolder.of(environment);
        var terms = Terms.toShow(environment, workspace.roots());
        var remembered = new Allowances(state, workspace.root()).all();
        return Guard.of(terms, remembered, workspace, new Guard.Ground(state, environment))
                .policy();
    }

    private static String line(Part part, Workspace workspace) {
        return "%s  in %s  %s".formatted(part.words(), workspace.display(part.folder()), line(part.decision()));
    }

    private static String line(Decision decision) {
        return decision.word() + "  (" + decision.rule() + ": " + decision.reason() + ")";
    }
}
