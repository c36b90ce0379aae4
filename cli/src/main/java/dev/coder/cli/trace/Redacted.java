package dev.coder.cli.trace;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.JsonStrings;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Takes the secrets out of lines. JSON is taken apart for that, string by string. Of the pieces in which a text
/// streams only the length is kept: a secret that is cut in two could not be told, and the whole text follows.
record Redacted(UnaryOperator<String> gate) {

    private static final String DATA = "data:";

    TraceLine line(TraceLine line) {
        return switch (line.kind()) {
            case SENT -> line; // it has passed the same gate on its way out
            case RECEIVED -> line.text(received(String.valueOf(line.text())));
            case STARTED, FINISHED -> line.name(words(line.name())).text(json(String.valueOf(line.text())));
            case RUN, NOTE, ANSWERED, ENDED, BROKEN, ASKED, CONSENT -> line.text(words(line.text()));
        };
    }

    private @Nullable String words(@Nullable String text) {
        return text == null ? null : gate.apply(text);
    }

    private String received(String text) {
        if (text.startsWith(DATA)) {
            return DATA + " " + event(text.substring(DATA.length()).strip());
        }
        return text.startsWith("{") ? json(text) : gate.apply(text);
    }

    private String event(String json) {
        try {
            return switch (ProtocolJson.readEvent(json).event()) {
                case AgentEvent.TextDelta(var call, var message, var delta) ->
                    live(new AgentEvent.TextDelta(call, message, length(delta)));
                case AgentEvent.ReasoningDelta(var call, var delta) ->
                    live(new AgentEvent.ReasoningDelta(call, length(delta)));
                case AgentEvent.TextSnapshot(var call, var message, var text) ->
                    live(new AgentEvent.TextSnapshot(call, message, length(text)));
                case AgentEvent _ -> json(json);
            };
        } catch (MalformedJsonException e) {
            return gate.apply(json);
        }
    }

    private static String live(AgentEvent.LiveOnly event) {
        return ProtocolJson.writeEvent(LoggedEvent.live(event));
    }

    private static String length(String text) {
        return "[" + text.length() + " characters]";
    }

    private String json(String json) {
        try {
            return JsonStrings.map(json, gate::apply);
        } catch (RuntimeException e) {
            return gate.apply(json); // it is none
        }
    }
}
