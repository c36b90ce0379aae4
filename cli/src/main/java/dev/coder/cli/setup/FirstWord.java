package dev.coder.cli.setup;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.remote.EventStream;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Problem;
import dev.coder.protocol.SessionRequests.Client;
import dev.coder.protocol.SessionRequests.CreateSession;
import dev.coder.protocol.SessionRequests.Limits;
import dev.coder.protocol.TurnRequest;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Has a model say one word, to see that it can be reached and takes the key.
record FirstWord(AgentClient client, String version) {

    private static final long PATIENCE_SECONDS = 30;
    private static final String PROMPT = "This is a connection test. Answer with the one word: ok";

    /// @param model `provider/name`
    Trial.Outcome ask(String model) throws InterruptedException {
        var self = new Client("coder", version, StateFolder.newClientId(), null, null);
        var session = client.createSession(new CreateSession(self, null, model, new Limits(null, null, 1), null, null));
        var name = session.model();
        var request = TurnRequest.Prompt.text(PROMPT);
        try (var stream =
                client.send(session.sessionId(), request, UUID.randomUUID().toString(), session.executor())) {
            return awaited(stream, name);
        }
    }

    private static Trial.Outcome awaited(EventStream stream, String model) throws InterruptedException {
        var last = new LastWords();
        var outcome = CompletableFuture.supplyAsync(() -> last.read(stream, model), Thread::startVirtualThread);
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            var reason = last.discarded.isEmpty() ? "no answer within " + PATIENCE_SECONDS + " s" : last.discarded;
            return Trial.Outcome.fails(model + ": " + reason, "check the network, and HTTPS_PROXY");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// What was said so far.
    private static final class LastWords {
        private volatile String discarded = "";

        Trial.Outcome read(EventStream stream, String model) {
            try {
                for (var event = stream.next(); event != null; event = stream.next()) {
                    switch (event.event()) {
                        case AgentEvent.TurnCompleted _ -> {
                            return Trial.Outcome.works(model + " answers", model);
                        }
                        case AgentEvent.TurnFailed(var _, var problem) -> {
                            return Trial.Outcome.fails(model + ": " + sentence(problem), fix(problem));
                        }
                        case AgentEvent.ModelCallDiscarded gone -> discarded = gone.reason();
                        default -> {}
                    }
                }
            } catch (IOException e) {
                discarded = "the agent broke off";
            }
            return Trial.Outcome.fails(model + ": " + discarded, "try again; coder agent logs says more");
        }

        private static String sentence(Problem problem) {
            return problem.title().replaceAll("\\.$", "");
        }

        private static String fix(Problem problem) {
            return problem.detail() == null ? "look at the key and the model's name" : problem.detail();
        }
    }
}
