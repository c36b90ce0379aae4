package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.UserLocale;
import dev.coder.cli.exit.BugLog;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.remote.RefusedException;
import dev.coder.cli.secrets.SecretFirewall;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.trace.DebugLog;
import dev.coder.cli.trace.TraceOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// `coder`: reads the command line, wires the parts, and is the edge at which every failure becomes one sentence and a
/// fixed exit code.
public final class CliMain {

    private CliMain() {}

    public static void main(String[] arguments) {
        if (arguments.length == 1 && List.of("--version", "-V").contains(arguments[0])) {
            System.out.println("coder " + Version.CURRENT);
            return;
        }
        var environment = environment();
        System.exit(run(arguments, environment, Streams.system(environment)));
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        UserLocale.restore(environment);
        return Map.copyOf(environment);
    }

    static int run(String[] arguments, Map<String, String> environment, Streams streams) {
        var options = TraceOptions.of(arguments, environment);
        var commands = commands(options.environment(), streams);
        commands.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        var code = commands.execute(options.arguments().toArray(String[]::new));
        DebugLog.of(options.environment(), streams.err()).ifPresent(log -> {
            log.say("exit code " + code);
            streams.hint("What Coder did is in " + log.file());
        });
        return code;
    }

    /// All wiring of commands; [Workbench] wires what a conversation needs.
    static CommandLine commands(Map<String, String> environment, Streams streams) {
        var commands = new CommandLine(new CoderCommand(environment, streams))
                .addSubcommand(new SetupCommand(environment, streams))
                .addSubcommand(new DemoCommand(environment, streams))
                .addSubcommand(new AgentCommand(environment, streams))
                .addSubcommand(new AuthCommand(environment, streams, System.in))
                .addSubcommand(new ToolCommand(environment, streams))
                .addSubcommand(PolicyCommand.group(environment, streams))
                .addSubcommand(ConfigCommand.group(environment, streams))
                .addSubcommand(new TrustCommand(environment, streams))
                .addSubcommand(new ProjectsCommand(environment, streams))
                .addSubcommand(new AnalyzeCommand(environment, streams))
                .addSubcommand(new TraceCommand(environment, streams))
                .addSubcommand(new DoctorCommand(environment, streams))
                .addSubcommand(new UndoCommand(environment, streams))
                .addSubcommand(new RedoCommand(environment, streams))
                .addSubcommand(new ChangesCommand(environment, streams))
                .addSubcommand(SessionsCommand.group(environment, streams))
                .addSubcommand(new RedactCommand(environment, streams))
                .addSubcommand(new CompletionCommand(environment, streams))
                .addSubcommand(new DevCommand(environment, streams))
                .addSubcommand(new ServeCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setExecutionStrategy(CliMain::execute)
                .setParameterExceptionHandler((e, _) -> wrongUsage(e, streams))
                .setExecutionExceptionHandler((e, _, _) -> failed(e, environment, streams));
        explain(commands);
        commands.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
        commands.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        return commands;
    }

    private static int execute(CommandLine.ParseResult parsed) {
        EarlyOptions.handOn(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }

    /// Gives every command below it a `--help`.
    private static void explain(CommandLine command) {
        if (!command.getCommandSpec().optionsMap().containsKey("--help")) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help.")
                            .build());
        }
        command.getSubcommands().values().forEach(CliMain::explain);
    }

    private static Map<String, String> exitCodes() {
        var codes = new LinkedHashMap<String, String>();
        Arrays.stream(ExitCode.values()).forEach(code -> codes.put(Integer.toString(code.number()), code.meaning()));
        return codes;
    }

    private static int wrongUsage(CommandLine.ParameterException e, Streams streams) {
        var sentence = String.valueOf(e.getMessage()).lines().findFirst().orElse("Wrong usage");
        var command = e.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^\\S+ ?", "");
        return say(streams, ExitCode.USAGE, sentence + ". See: " + OwnCommand.with((command + " --help").strip()));
    }

    private static int failed(Exception failure, Map<String, String> environment, Streams streams) {
        return switch (failure) {
            case StopException stop -> say(streams, stop.exitCode(), stop.sentence());
            case RefusedException refused -> failed(refused.toStop(), environment, streams);
            case InterruptedException _ -> say(streams, ExitCode.CANCELLED, "Cancelled");
            default -> {
                var state = StateFolder.of(environment);
                var firewall = SecretFirewall.hiding(state.path(), environment, StateFolder.home(environment));
                DebugLog.of(environment, streams.err())
                        .ifPresent(debug -> debug.say("broken by " + firewall.hide(failure.toString())));
                var log = new BugLog(state.log(), firewall::hide);
                log.write(failure);
                yield say(streams, ExitCode.TURN_FAILED, log.sentence(failure));
            }
        };
    }

    private static int say(Streams streams, ExitCode code, String sentence) {
        streams.complain(sentence);
        return code.number();
    }
}
