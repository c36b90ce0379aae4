package dev.coder.server;

import dev.coder.agent.model.Model;
import dev.coder.agent.model.ModelListener;
import dev.coder.agent.model.ModelReply;
import dev.coder.agent.model.ModelRequest;
import dev.coder.agent.model.Models;
import dev.coder.agent.model.UnknownModelException;
import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.Usage;
import java.util.List;
import java.util.Optional;

/// One model that says the user's last words again.
final class EchoModels implements Models, Model {

    @Override
    public String name() {
        return "practice/echo";
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) {
        var last = (Message.User) request.conversation().getLast();
        var words = ((Content.Text) last.content().getLast()).text();
        listener.text(words);
        return new ModelReply(
                new Message.Assistant(List.of(new Message.Part.Text(words))), Usage.NONE, ModelReply.END_TURN);
    }

    @Override
    public Model find(String name) throws UnknownModelException {
        if (!name.equals("default") && !name.equals(name())) {
            throw new UnknownModelException("There is no model " + name + ".");
        }
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
