package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.trace.OldTraces;
import dev.coder.cli.trace.Traces;
import dev.coder.cli.trace.TranscriptItem;
import dev.coder.cli.trace.TranscriptText;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder trace …`: what happened in a session, and how long it took.
@Command(name = "trace", description = "What happened in a session, with timings: show, list, rm.")
final class TraceCommand implements Runnable {

    private final Map<String, String> environment;
    private final Streams streams;

    TraceCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new StopException(ExitCode.USAGE, "Say which: " + OwnCommand.with("trace show, list or rm"));
    }

    @Command(
            name = "show",
            description = "Show a session as a transcript: from its trace (--trace), else from the agent's log.")
    int show(
            @Parameters(
                            paramLabel = "SESSION",
                            arity = "0..1",
                            defaultValue = "last",
                            description = "Its id, a part of it, or last (the default).")
                    String session,
            @Option(names = "--json", description = "One JSON object a line.") boolean json,
            @Option(names = "--full", description = "Show long texts in full.") boolean full,
            @Mixin AgentOptions agent)
            throws IOException, InterruptedException {
        var traces = traces();
        var id = traces.find(session);
        var text = new TranscriptText(full);
        Consumer<TranscriptItem> out = item -> {
            if (json) {
                streams.say(ProtocolJson.write(item));
            } else {
                text.lines(item).forEach(streams::plain);
            }
        };
        if (traces.has(id)) {
            traces.show(id, out);
        } else {
            fromTheLog(id, agent, out);
        }
        return ExitCode.DONE.number();
    }

    private void fromTheLog(SessionId id, AgentOptions agent, Consumer<TranscriptItem> out)
            throws IOException, InterruptedException {
        var wish = new CoderCommand(environment, streams);
        wish.agent = agent;
        wish.byHand = true;
        var bench = Workbench.of(wish, environment, streams, UnaryOperator.identity());
        try (var events = bench.client().history(id, 0)) {
            Traces.show(id, events, out);
        }
        streams.hint("This is from the agent's log; with --trace a session is recorded with all its timings");
    }

    private Traces traces() {
        var state = StateFolder.of(environment);
        new OldTraces(state).forget();
        return new Traces(state);
    }

    @Command(name = "list", description = "Show which sessions have a trace on this machine, the newest first.")
    int list() throws IOException {
        for (var trace : traces().all()) {
            streams.plain("%s  %8d KiB  %s".formatted(trace.sessionId(), trace.bytes() / 1024, trace.changed()));
        }
        return ExitCode.DONE.number();
    }

    @Command(name = "rm", description = "Delete the trace of a session. The session stays.")
    int remove(
            @Parameters(paramLabel = "SESSION", arity = "0..1", description = "Its id, a part of it, or last.")
                    @Nullable
                    String session,
            @Option(names = "--all", description = "Delete all traces.") boolean all)
            throws IOException {
        if (all == (session != null)) {
            throw new StopException(ExitCode.USAGE, "Say which trace to delete: a session, or --all");
        }
        var traces = traces();
        var removed = traces.remove(session == null ? null : traces.find(session));
        streams.plain(removed == 1 ? "Deleted one trace" : "Deleted " + removed + " traces");
        return ExitCode.DONE.number();
    }
}
