package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.local.AgentControl;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.AgentStatus;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `coder agent …`: the agent in the background of this machine.
@Command(name = "agent", description = "The local agent: status, stop, logs.")
final class AgentCommand implements Runnable {

    private static final int LOG_LINES = 200;

    private final Map<String, String> environment;
    private final Streams streams;

    AgentCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new StopException(ExitCode.USAGE, "Say which: " + OwnCommand.with("agent status, stop or logs"));
    }

    @Command(name = "status", description = "Show the local agent, if one runs (exit code 3: none).")
    int status(@Option(names = "--json", description = "One JSON object per agent.") boolean json)
            throws IOException, InterruptedException {
        var agents = control().running();
        if (agents.isEmpty() && !json) {
            streams.say("No local agent is running; the next coder starts one.");
        }
        agents.forEach(agent -> streams.say(json ? ProtocolJson.write(agent) : line(agent)));
        return (agents.isEmpty() ? ExitCode.UNREACHABLE : ExitCode.DONE).number();
    }

    private static String line(AgentStatus agent) {
        return "pid " + agent.pid() + ", port " + agent.port() + ", version " + agent.version() + ", database "
                + agent.database() + ", sessions at work " + agent.sessionsAtWork()
                + (agent.draining() ? ", ends as soon as nobody needs it" : "");
    }

    @Command(name = "stop", description = "End the local agent; unfinished turns go on when it is next started.")
    int stop() throws IOException, InterruptedException {
        var stopped = control().stop();
        streams.say(stopped == 0 ? "No local agent was running." : "Stopped.");
        return ExitCode.DONE.number();
    }

    @Command(name = "logs", description = "Show the end of the local agent's log.")
    int logs() throws IOException {
        control().log(LOG_LINES).forEach(streams::say);
        return ExitCode.DONE.number();
    }

    private AgentControl control() throws IOException {
        return new AgentControl(StateFolder.of(environment), Version.CURRENT);
    }
}
