package dev.coder.agent.loop;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.Message;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a log says: the conversation as the model sees it, and how the turn stands. A fold over the events; any process
/// that reads the same log comes to the same answer. Owned by one worker at a time.
final class Transcript {

    /// What the agent has to do next.
    sealed interface Next {

        /// @param attempt 1 for the first try of this call
        record CallModel(String turnId, int attempt) implements Next {}

        /// A model call was begun by somebody who never finished it.
        record Discard(String turnId, String modelCallId) implements Next {}

        record StartQueued(AgentEvent.MessageQueued message) implements Next {}

        record Finish(String turnId, String stopReason, Usage usage) implements Next {}

        /// Calls wait for results, or there is no turn.
        record Nothing() implements Next {}
    }

    private final List<Message> messages = new ArrayList<>();
    private final List<Message.Part> parts = new ArrayList<>();
    private final Map<String, ToolResult> results = new HashMap<>();
    private final List<AgentEvent.SteerAccepted> steers = new ArrayList<>();
    private final Deque<AgentEvent.MessageQueued> queued = new ArrayDeque<>();
    private List<ToolCall> calls = List.of();
    private long seq;
    private @Nullable String turnId;
    private @Nullable String openModelCall;
    private @Nullable String answered;
    private int attempts;
    private int modelCalls;
    private Usage usage = Usage.NONE;

    /// The last event that is in it.
    long seq() {
        return seq;
    }

    /// All of it, for the model: user messages that follow each other are one.
    List<Message> conversation() {
        var conversation = new ArrayList<>(messages);
        steers.forEach(steer -> addUser(conversation, steer.content()));
        return List.copyOf(conversation);
    }

    /// @param maxModelCalls how many model calls one turn may have
    Next next(int maxModelCalls) {
        if (turnId == null) {
            return queued.isEmpty() ? new Next.Nothing() : new Next.StartQueued(queued.getFirst());
        }
        if (openModelCall != null) {
            return new Next.Discard(turnId, openModelCall);
        }
        if (!calls.isEmpty()) {
            return new Next.Nothing();
        }
        if (answered != null && steers.isEmpty()) {
            return new Next.Finish(turnId, answered, usage);
        }
        return modelCalls >= maxModelCalls
                ? new Next.Finish(turnId, "max_model_calls", usage)
                : new Next.CallModel(turnId, attempts + 1);
    }

    void apply(LoggedEvent logged) {
        seq = logged.seq();
        switch (logged.event()) {
            case AgentEvent.TurnStarted started -> start(started.turnId());
            case AgentEvent.UserMessage message -> addUser(messages, message.content());
            case AgentEvent.MessageQueued message -> queued.add(message);
            case AgentEvent.SteerAccepted steer -> steers.add(steer);
            case AgentEvent.ModelCallStarted started -> {
                conversationTakesSteers();
                openModelCall = started.modelCallId();
                attempts++;
            }
            case AgentEvent.ReasoningCompleted(var _, var text, var opaque) ->
                parts.add(new Message.Part.Reasoning(text, opaque));
            case AgentEvent.MessageCompleted message -> parts.addAll(texts(message.content()));
            case AgentEvent.ToolCallRequested call -> parts.add(new Message.Part.Call(call.call()));
            case AgentEvent.ModelCallCompleted completed -> complete(completed);
            case AgentEvent.ModelCallDiscarded _ -> discard();
            case AgentEvent.ToolResultRecorded(var _, var result) -> answer(result);
            case AgentEvent.TurnRequiresAction _ -> {}
            case AgentEvent.TurnBoundary _ -> {
                discard();
                conversationTakesSteers();
                turnId = null;
            }
            case AgentEvent.SessionCreated _,
                    AgentEvent.SessionUpdated _,
                    AgentEvent.ToolsChanged _,
                    AgentEvent.ExecutorChanged _,
                    AgentEvent.SessionSuspended _,
                    AgentEvent.SessionClosed _,
                    AgentEvent.CompactionStarted _,
                    AgentEvent.ContextCompacted _,
                    AgentEvent.LiveOnly _,
                    AgentEvent.Unknown _ -> {}
        }
    }

    private void start(String newTurnId) {
        queued.removeIf(message -> message.turnId().equals(newTurnId));
        turnId = newTurnId;
        answered = null;
        attempts = 0;
        modelCalls = 0;
        usage = Usage.NONE;
    }

    private void conversationTakesSteers() {
        if (!steers.isEmpty()) {
            steers.forEach(steer -> addUser(messages, steer.content()));
            steers.clear();
            answered = null;
        }
    }

    private void complete(AgentEvent.ModelCallCompleted completed) {
        var message = new Message.Assistant(parts);
        if (!parts.isEmpty()) {
            messages.add(message);
        }
        calls = message.calls();
        answered = calls.isEmpty() ? completed.stopReason() : null;
        modelCalls++;
        attempts = 0;
        usage = usage.plus(completed.usage());
        discard();
    }

    private void discard() {
        parts.clear();
        openModelCall = null;
    }

    /// The answers become one message when the last of them is there.
    private void answer(ToolResult result) {
        results.put(result.id(), result);
        if (!calls.isEmpty() && calls.stream().allMatch(call -> results.containsKey(call.id()))) {
            messages.add(new Message.Tools(
                    calls.stream().map(call -> results.get(call.id())).toList()));
            calls = List.of();
            results.clear();
        }
    }

    private static void addUser(List<Message> messages, List<Content> content) {
        if (!messages.isEmpty() && messages.getLast() instanceof Message.User(var before)) {
            var both = new ArrayList<>(before);
            both.addAll(content);
            messages.set(messages.size() - 1, new Message.User(both));
        } else {
            messages.add(new Message.User(content));
        }
    }

    private static List<Message.Part> texts(List<Content> content) {
        return content.stream()
                .filter(Content.Text.class::isInstance)
                .<Message.Part>map(text -> new Message.Part.Text(((Content.Text) text).text()))
                .toList();
    }
}
