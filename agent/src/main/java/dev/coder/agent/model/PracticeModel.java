package dev.coder.agent.model;

import dev.coder.protocol.Message;
import dev.coder.protocol.Message.Part;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolCall;
import dev.coder.protocol.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.regex.Pattern;

/// The practice model: plays a scenario instead of thinking. It ships with the product for `coder demo` and for tests,
/// is called what it is wherever it appears, and is never anybody's default.
final class PracticeModel implements Model {

    static final String PROVIDER = "practice";
    /// A word with the space after it.
    private static final Pattern DELTA = Pattern.compile("\\S*\\s*");

    private final String name;
    private final PracticeScenario scenario;
    private final Duration pause;

    /// @param pause between two pieces of text
    PracticeModel(String name, PracticeScenario scenario, Duration pause) {
        this.name = PROVIDER + "/" + name;
        this.scenario = scenario;
        this.pause = pause;
    }

    /// Repairs the project of `coder demo`.
    static PracticeModel demo(Duration pause) {
        try (var json = Objects.requireNonNull(PracticeModel.class.getResourceAsStream("practice-demo.json"))) {
            var scenario = ProtocolJson.read(PracticeScenario.class, json.readAllBytes());
            return new PracticeModel("demo", scenario, pause);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
        var step = scenario.next(request);
        Thread.sleep(step.delayMs() == null ? 0 : step.delayMs());
        var parts = new ArrayList<Part>();
        if (!step.words().isEmpty()) {
            stream(step.words(), listener);
            parts.add(new Part.Text(step.words()));
        }
        for (var call : step.wishes()) {
            parts.add(new Part.Call(new ToolCall("call_" + parts.size(), call.tool(), call.parameters(), null)));
        }
        var stopReason = step.wishes().isEmpty() ? ModelReply.END_TURN : ModelReply.TOOL_USE;
        return new ModelReply(new Message.Assistant(parts), Usage.NONE, stopReason);
    }

    private void stream(String text, ModelListener listener) throws InterruptedException {
        var deltas = DELTA.matcher(text);
        while (deltas.find() && deltas.end() > deltas.start()) {
            listener.text(deltas.group());
            Thread.sleep(pause);
        }
    }
}
