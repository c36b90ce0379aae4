package dev.coder.e2e.harness;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The durable events of a session, in order.
public record Transcript(List<LoggedEvent> events) {

    private static final Pattern ID =
            Pattern.compile("\"((?:ses|trn|msg|mc|call|cli|wsp)_[0-9A-Za-z]+|sha256:[0-9a-f]+)\"");
    /// What differs from run to run, or from provider to provider, without any difference in meaning.
    private static final Pattern INCIDENTAL =
            Pattern.compile(",\"(?:seq|durationMs)\":\\d+|,\"model\":\"[^\"]*\"|,\"usage\":\\{[^}]*}");

    public Transcript {
        events = List.copyOf(events);
    }

    /// @param jsonLines as the agent sends them
    static Transcript of(String jsonLines) {
        return new Transcript(jsonLines
                .lines()
                .filter(line -> !line.isBlank())
                .map(ProtocolJson::readEvent)
                .filter(event -> event.seq() > 0)
                .toList());
    }

    public <T extends AgentEvent> List<T> all(Class<T> type) {
        return stream(type).toList();
    }

    public List<ToolResult> toolResults() {
        return stream(AgentEvent.ToolResultRecorded.class)
                .map(AgentEvent.ToolResultRecorded::toolResult)
                .toList();
    }

    /// One line an event, made comparable between runs: ids become `call#1`, `call#2`…, times and providers' own
    /// data
    /// are left out, and so is where the project lies.
    public List<String> normalised(Workdir project) {
        var names = new HashMap<String, String>();
        var counts = new HashMap<String, Integer>();
        return events.stream()
                .map(LoggedEvent::event)
                .filter(event -> !(event instanceof AgentEvent.ReasoningCompleted reasoning
                        && reasoning.text().isEmpty()))
                .map(Transcript::withoutProvidersOwn)
                .map(event -> ProtocolJson.writeEvent(new LoggedEvent(0, event)))
                .map(line -> INCIDENTAL.matcher(line).replaceAll(""))
                .map(line -> line.replace(project.folder().toString(), "PROJECT"))
                .map(line -> ID.matcher(line).replaceAll(match -> '"' + name(match.group(1), names, counts) + '"'))
                .toList();
    }

    private static AgentEvent withoutProvidersOwn(AgentEvent event) {
        return event instanceof AgentEvent.ToolCallRequested call
                ? new AgentEvent.ToolCallRequested(
                        call.turnId(),
                        call.modelCallId(),
                        call.id(),
                        call.toolName(),
                        call.parameters(),
                        call.execution(),
                        call.timeoutSeconds(),
                        null)
                : event;
    }

    private static String name(String id, Map<String, String> names, Map<String, Integer> counts) {
        return names.computeIfAbsent(id, unknown -> {
            var kind = unknown.startsWith("sha256:") ? "sha256" : unknown.substring(0, unknown.indexOf('_'));
            return kind + '#' + counts.merge(kind, 1, Integer::sum);
        });
    }

    private <T extends AgentEvent> Stream<T> stream(Class<T> type) {
        return events.stream().map(LoggedEvent::event).filter(type::isInstance).map(type::cast);
    }
}
