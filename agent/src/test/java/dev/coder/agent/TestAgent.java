package dev.coder.agent;

import dev.coder.agent.loop.Turns;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.Database;
import dev.coder.agent.session.Holder;
import dev.coder.agent.session.SessionStream;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Message;
import dev.coder.protocol.SessionRequests;
import dev.coder.protocol.SessionRequests.Client;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.TurnRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A whole agent on a database of its own, spoken to as one client does.
final class TestAgent implements AutoCloseable {

    static final String OWNER = "local";
    static final Client CLIENT = new Client("test", "1", "cli_1", null, null);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Agent agent;

    TestAgent(String url, ScriptedModels model) {
        var settings = Agent.Settings.server(new Holder("test", NUMBERS.incrementAndGet(), ""))
                .withHeartbeat(Duration.ofSeconds(1))
                .withDrainGrace(Duration.ofMillis(100));
        var retry = new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(50), new Random(1));
        agent = new Agent(Database.open(url), model, retry, settings, Clock.systemUTC());
        agent.start();
    }

    Agent agent() {
        return agent;
    }

    String session(SessionRequests.@Nullable Workspace workspace) {
        var request = new SessionRequests.CreateSession(CLIENT, workspace, null, null, List.of(), null);
        return agent.sessions().create(OWNER, request).sessionId().value();
    }

    /// One message of the user, up to the next boundary of its turn.
    List<LoggedEvent> ask(String session, String words) throws InterruptedException {
        var prompt = new TurnRequest.Prompt(List.of(new Content.Text(words)));
        return follow(session, agent.turns().prompt(OWNER, session, once(), prompt, Turns.WhenBusy.REJECT));
    }

    List<LoggedEvent> compact(String session, @Nullable String instructions) throws InterruptedException {
        return follow(session, startCompaction(session, instructions));
    }

    Turns.Answer startCompaction(String session, @Nullable String instructions) {
        return agent.turns().compact(OWNER, session, once(), new TurnRequest.Compact(instructions));
    }

    List<LoggedEvent> answer(String session, List<LoggedEvent> asked, String output) throws InterruptedException {
        var results = calls(asked).stream()
                .map(id -> ToolResult.success(id, ToolOutput.text(output)))
                .toList();
        var continuation = new TurnRequest.Continuation("continuation", session, null, null, results, null);
        return follow(session, agent.turns().resume(OWNER, session, new Turns.Hands("cli_1", 1L), continuation));
    }

    void update(String session, SessionRequests.UpdateSession update) {
        agent.sessions().update(OWNER, session, update);
    }

    static Turns.Once once() {
        var key = "key" + NUMBERS.incrementAndGet();
        return new Turns.Once(key, "sha-of-" + key);
    }

    List<LoggedEvent> follow(String session, Turns.Answer answer) throws InterruptedException {
        var events = new ArrayList<LoggedEvent>();
        agent.streams().follow(session, answer.after(), answer.end(), new Durable(events));
        return events;
    }

    /// Gives what happens, live events included, until the thread is interrupted.
    void watch(String session, Consumer<AgentEvent> seen) {
        try {
            agent.streams().follow(session, 0, null, new SessionStream.Sink() {
                @Override
                public void event(LoggedEvent event) {
                    seen.accept(event.event());
                }

                @Override
                public void heartbeat() {}
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// All that the log holds.
    List<AgentEvent> log(String session) {
        var events = new ArrayList<LoggedEvent>();
        agent.streams().replay(session, 0, new Durable(events));
        return events.stream().map(LoggedEvent::event).toList();
    }

    private record Durable(List<LoggedEvent> events) implements SessionStream.Sink {
        @Override
        public void event(LoggedEvent event) {
            if (event.seq() > 0) {
                events.add(event);
            }
        }

        @Override
        public void heartbeat() {}
    }

    static List<String> calls(List<LoggedEvent> events) {
        return events.stream()
                .map(LoggedEvent::event)
                .filter(AgentEvent.ToolCallRequested.class::isInstance)
                .map(event -> ((AgentEvent.ToolCallRequested) event).id())
                .toList();
    }

    static List<String> types(List<LoggedEvent> events) {
        return events.stream()
                .map(event -> event.event().getClass().getSimpleName())
                .toList();
    }

    /// The texts of a message, one after the other.
    static String words(Message message) {
        return switch (message) {
            case Message.User(var content) ->
                content.stream()
                        .map(part -> part instanceof Content.Text(var text) ? text : "[image]")
                        .collect(Collectors.joining("\n"));
            case Message.Assistant(var parts) ->
                parts.stream()
                        .map(part -> part instanceof Message.Part.Text(var text) ? text : "")
                        .collect(Collectors.joining("\n"));
            case Message.Tools(var results) ->
                results.stream().map(result -> String.valueOf(result.result())).collect(Collectors.joining("\n"));
        };
    }

    @Override
    public void close() {
        agent.close();
    }
}
