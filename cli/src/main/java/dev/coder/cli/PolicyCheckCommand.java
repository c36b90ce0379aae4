package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.CommandJudge;
import dev.coder.policy.CommandRules;
import dev.coder.policy.Machine;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Places;
import dev.coder.policy.Policy;
import dev.coder.policy.Rule;
import dev.coder.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder policy check`: judges commands by the built-in rules and the settings in force, on a machine of which nothing
/// else is known.
@Command(
        name = "check",
        description =
                "Judge a file of commands by your settings, one JSON object a line: id, command, cwd, expect (exit code"
                        + " 1: mismatch).")
final class PolicyCheckCommand implements Callable<Integer> {

    private static final int MISMATCH = 1;

    private final Map<String, String> environment;
    private final Streams streams;

    @Parameters(paramLabel = "FILE.jsonl", description = "The cases.")
    private Path file = Path.of("");

    @Option(names = "--home", paramLabel = "DIR", description = "The home folder that the cases assume.")
    private Path home = Path.of("/home/dev");

    @Option(names = "--project", paramLabel = "DIR", description = "The project that the cases assume.")
    private Path project = Path.of("/home/dev/proj");

    @Option(
            names = "--approval-mode",
            paramLabel = "MODE",
            description = "plan, ask, edits, auto or bypass (default: that of your settings, else ask).")
    private @Nullable ApprovalMode mode;

    PolicyCheckCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        var lines = lines();
        var score = new PolicyScore();
        var policy = policy();
        for (var i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                check(parsed(lines.get(i), i + 1), policy, score);
            }
        }
        streams.err().println(score.summary());
        streams.err().flush();
        return score.isPerfect() ? ExitCode.DONE.number() : MISMATCH;
    }

    private void check(PolicyCase given, Policy policy, PolicyScore score) {
        var decision = policy.decide(List.of(new Effect.RunCommand(given.command(), given.folder())));
        score.count(given, decision.word());
        streams.say(given.answer(decision.word(), decision.reason()));
    }

    /// No sandbox, and no file but those of settings, is looked at.
    private Policy policy() throws InterruptedException {
        var here = AssumedHome.environment(absolute(home), environment);
        var root = absolute(project);
        var places = new Places(new Workspace(List.of(root)), absolute(home), List.of());
        var terms = Terms.toShow(new Terms.Wish(mode, false, true), here, List.of(root));
        terms.notices().forEach(streams::complain);
        var settings = terms.settings();
        var rules = new Rules(
                settings.rules(),
                settings.limits(),
                List.of(),
                new Rule.Roots(List.of(root), absolute(home)),
                settings.size(),
                Path::normalize);
        var commands = new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE);
        return new ModePolicy(terms.mode(), places, false, commands, rules);
    }

    private static Path absolute(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new StopException(ExitCode.USAGE, file + " can not be read; give a file of UTF-8 text", e);
        }
    }

    private PolicyCase parsed(String line, int number) {
        try {
            return PolicyCase.parse(line, absolute(project));
        } catch (IllegalArgumentException e) {
            throw new StopException(
                    ExitCode.USAGE, file + ", line " + number + ": " + e.getMessage() + "; correct the line", e);
        }
    }
}
