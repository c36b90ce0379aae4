package dev.coder.agent;

import dev.coder.agent.model.Model;
import dev.coder.agent.model.ModelException;
import dev.coder.agent.model.ModelListener;
import dev.coder.agent.model.ModelReply;
import dev.coder.agent.model.ModelRequest;
import dev.coder.agent.model.Models;
import dev.coder.protocol.Message;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A model that answers from a script and keeps what it was asked. Safe for use by several threads.
public final class ScriptedModels implements Models, Model {

    /// One answer.
    @FunctionalInterface
    public interface Step {
        ModelReply reply(ModelRequest request, ModelListener listener) throws ModelException, InterruptedException;
    }

    private final Deque<Step> script = new ArrayDeque<>();
    private final List<ModelRequest> requests = new ArrayList<>();
    private volatile String name = "practice/script";

    /// Goes by the name of a real model, of which something is known.
    public void named(String realName) {
        name = realName;
    }

    public ScriptedModels then(Step step) {
        synchronized (script) {
            script.add(step);
        }
        return this;
    }

    public ScriptedModels says(String text) {
        return then((_, listener) -> {
            listener.text(text);
            return reply(new Message.Part.Text(text));
        });
    }

    public ScriptedModels calls(String... toolNames) {
        return then((_, _) -> reply(Stream.of(toolNames)
                .map(name -> new Message.Part.Call(new ToolCall("", name, RawJson.EMPTY_OBJECT, null)))
                .toArray(Message.Part[]::new)));
    }

    public ScriptedModels fails(ModelException.Kind kind) {
        return then((_, listener) -> {
            listener.text("half an ans");
            throw new ModelException(kind, "The practice provider failed: " + kind, null, null);
        });
    }

    public static ModelReply reply(Message.Part... parts) {
        var message = new Message.Assistant(List.of(parts));
        var stopReason = message.calls().isEmpty() ? ModelReply.END_TURN : ModelReply.TOOL_USE;
        return new ModelReply(message, new Usage(10, 0, 0, 5), stopReason);
    }

    public List<ModelRequest> requests() {
        synchronized (script) {
            return List.copyOf(requests);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws ModelException, InterruptedException {
        Step step;
        synchronized (script) {
            requests.add(request);
            step = script.removeFirst();
        }
        return step.reply(request, listener);
    }

    @Override
    public Model find(String name) {
        return this;
    }

    @Override
    public Optional<String> defaultModel() {
        return Optional.of(name());
    }

    @Override
    public List<String> names() {
        return List.of(name());
    }
}
