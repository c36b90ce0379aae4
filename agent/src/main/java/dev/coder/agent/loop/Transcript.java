package dev.coder.agent.loop;

import dev.coder.agent.model.ModelReply;
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
import java.util.Objects;
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

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final List<Message> messages = new ArrayList<>();
    private final List<Message.Part> parts = new ArrayList<>();
    private final Map<String, ToolResult> results = new HashMap<>();
    private final List<AgentEvent.SteerAccepted> steers = new ArrayList<>();
    private final Deque<AgentEvent.MessageQueued> queued = new ArrayDeque<>();
    private final SessionNotes notes = new SessionNotes();
    private List<ToolCall> calls = List.of();
    private @Nullable Compaction compaction;
    /// Since the last answer of the model.
    private int compactions;
    /// What the user asked in this turn; null while nothing was asked.
    private @Nullable String request;
    /// Where the turn begins in the messages.
    private int turnStart;
    /// What the messages before `measured` and the answer after them were for the model, in tokens.
    private long contextTokens;
    private int measured;
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
        addUser(conversation, notes.urgent());
        return List.copyOf(conversation);
    }

    /// Whether the next model call is to sum the conversation up.
    boolean compacting() {
        return compaction != null;
    }

    /// What the model is asked next: the conversation, or a summary of it.
    List<Message> request() {
        return compaction == null ? conversation() : compaction.request(messages);
    }

    /// How many tokens the next model call takes in, as far as that can be told.
    long tokens() {
        var since = conversation().stream()
                .skip(measured)
                .mapToLong(Compaction::size)
                .sum();
        return contextTokens + since / CHARACTERS_PER_TOKEN;
    }

    /// Whether making the conversation shorter may help: it was not tried without an answer after it more than once,
    /// or, while a summary is made, something can still be left out.
    boolean canShrink() {
        return compaction == null ? compactions < 2 : compaction.shortened() < Compaction.MOST_SHORTENED;
    }

    /// Whether the conversation was summed up since the model last answered.
    boolean justCompacted() {
        return compactions > 0;
    }

    /// What the summary in the making is to care for.
    @Nullable
    String instructions() {
        return compaction == null ? null : compaction.instructions();
    }

    /// @param maxModelCalls how many model calls one turn may have
    Next next(int maxModelCalls) {
        if (turnId == null) {
            return queued.isEmpty() ? new Next.Nothing() : new Next.StartQueued(queued.getFirst());
        }
        if (openModelCall != null) {
            return new Next.Discard(turnId, openModelCall);
        }
        if (compaction != null) {
            return new Next.CallModel(turnId, attempts + 1);
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
            case AgentEvent.UserMessage message -> ask(message.content());
            case AgentEvent.MessageQueued message -> queued.add(message);
            case AgentEvent.SteerAccepted steer -> steers.add(steer);
            case AgentEvent.ModelCallStarted started -> {
                if (compaction == null) {
                    conversationTakesSteers();
                    addUser(messages, notes.urgent());
                    notes.urgentIsTold();
                }
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
            case AgentEvent.CompactionStarted started -> beginCompaction(started.instructions());
            case AgentEvent.ContextCompacted compacted -> compact(compacted.summary());
            case AgentEvent.SessionUpdated updated -> notes.apply(updated);
            case AgentEvent.TurnRequiresAction _ -> {}
            case AgentEvent.TurnBoundary _ -> {
                discard();
                compaction = null;
                conversationTakesSteers();
                turnId = null;
            }
            case AgentEvent.SessionCreated _,
                    AgentEvent.ToolsChanged _,
                    AgentEvent.ExecutorChanged _,
                    AgentEvent.SessionSuspended _,
                    AgentEvent.SessionClosed _,
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
        request = null;
        compactions = 0;
    }

    private void ask(List<Content> content) {
        request = Compaction.words(content);
        addUser(messages, notes.before(content));
        turnStart = messages.size() - 1;
    }

    private void beginCompaction(@Nullable String instructions) {
        attempts = 0;
        compaction = compaction == null
                ? Compaction.of(messages, turnStart, instructions, compactions > 0)
                : compaction.shorter();
    }

    private void compact(String summary) {
        var done = Objects.requireNonNull(compaction, "a summary that nobody wanted");
        var more = new ArrayList<>(notes.present());
        if (request == null) {
            answered = ModelReply.END_TURN;
        } else if (turnStart < done.keep()) {
            more.add("<session>You are at work on this message of the user:</session>\n" + request);
        }
        var compacted = done.result(messages, summary, more);
        messages.clear();
        messages.addAll(compacted);
        compaction = null;
        compactions++;
        turnStart = 0;
        contextTokens = 0;
        measured = 0;
    }

    private void conversationTakesSteers() {
        if (!steers.isEmpty()) {
            steers.forEach(steer -> addUser(messages, steer.content()));
            steers.clear();
            answered = null;
        }
    }

    private void complete(AgentEvent.ModelCallCompleted completed) {
        attempts = 0;
        usage = usage.plus(completed.usage());
        if (compaction != null) {
            discard();
            return;
        }
        var message = new Message.Assistant(parts);
        if (!parts.isEmpty()) {
            messages.add(message);
        }
        calls = message.calls();
        answered = calls.isEmpty() ? completed.stopReason() : null;
        modelCalls++;
        compactions = 0;
        contextTokens = completed.usage().inputTokens() + completed.usage().outputTokens();
        measured = messages.size();
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

    /// User messages that follow each other are one.
    static void addUser(List<Message> messages, List<Content> content) {
        if (content.isEmpty()) {
            return;
        }
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
