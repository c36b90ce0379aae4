package dev.coder.cli.terminal;

import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.Content;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.ProtocolJson;
import io.avaje.jsonb.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All forms in which an answer can be written.
final class AnswerWriters {

    private AnswerWriters() {}

    private static String text(List<Content> content) {
        return content.stream()
                .flatMap(part -> part instanceof Content.Text(var words) ? Stream.of(words) : Stream.empty())
                .collect(Collectors.joining());
    }

    /// Letter by letter, for a terminal.
    static final class Streamed implements AnswerWriter {

        private final Paper paper;
        private final Map<String, ShownText> messages = new HashMap<>();

        Streamed(Paper paper) {
            this.paper = paper;
        }

        @Override
        public void event(LoggedEvent logged) {
            var event = logged.event();
            if (event instanceof AgentEvent.TextDelta(var _, var messageId, var delta)) {
                print(shown(messageId).delta(delta));
            } else if (event instanceof AgentEvent.TextSnapshot(var _, var messageId, var text)) {
                print(shown(messageId).snapshot(text));
            } else if (event instanceof AgentEvent.MessageCompleted(var _, var messageId, var content)) {
                print(shown(messageId).snapshot(text(content)));
                paper.endLine();
                messages.clear();
            } else if (event instanceof AgentEvent.ModelCallDiscarded) {
                drop();
            }
        }

        private ShownText shown(String messageId) {
            return messages.computeIfAbsent(messageId, _ -> new ShownText());
        }

        private void print(String text) {
            paper.text(PlainText.strip(text));
        }

        private void drop() {
            if (!messages.values().stream().allMatch(ShownText::empty)) {
                paper.line(Paper.Style.DIM, "[the unfinished text above does not count]");
            }
            messages.clear();
        }

        @Override
        public void turnEnded(TurnOutcome outcome) {
            paper.endLine();
        }
    }

    /// Message by message: what is printed to a pipe cannot be taken back.
    static final class Whole implements AnswerWriter {

        private final Paper paper;

        Whole(Paper paper) {
            this.paper = paper;
        }

        @Override
        public void event(LoggedEvent logged) {
            if (logged.event() instanceof AgentEvent.MessageCompleted(var _, var _, var content)) {
                paper.text(PlainText.strip(text(content)));
                paper.endLine();
            }
        }

        @Override
        public void turnEnded(TurnOutcome outcome) {}
    }

    /// The last text only.
    static final class Final implements AnswerWriter {

        private final Paper paper;

        Final(Paper paper) {
            this.paper = paper;
        }

        @Override
        public void event(LoggedEvent event) {}

        @Override
        public void turnEnded(TurnOutcome outcome) {
            paper.text(PlainText.strip(outcome.text()));
            paper.endLine();
        }
    }

    /// One JSON object at the end.
    static final class JsonObject implements AnswerWriter {

        /// @param result   the answer
        /// @param error    one sentence, when the turn did not simply complete
        /// @param exitCode the number `coder` ends with
        @Json
        record Answer(
                String sessionId,
                String turnId,
                String result,
                String stopReason,
                @Nullable String error,
                int exitCode,
                long inputTokens,
                long cacheReadTokens,
                long outputTokens) {}

        private final Paper paper;

        JsonObject(Paper paper) {
            this.paper = paper;
        }

        @Override
        public void event(LoggedEvent event) {}

        @Override
        public void turnEnded(TurnOutcome outcome) {
            var answer = new Answer(
                    outcome.sessionId(),
                    outcome.turnId(),
                    outcome.text(),
                    outcome.stopReason(),
                    outcome.sentence(),
                    outcome.exitCode().number(),
                    outcome.usage().inputTokens(),
                    outcome.usage().cacheReadTokens(),
                    outcome.usage().outputTokens());
            paper.line(Paper.Style.PLAIN, PlainText.ofJson(ProtocolJson.write(answer)));
        }
    }

    /// Every event as it arrives, one JSON object a line.
    static final class JsonLines implements AnswerWriter {

        /// A line that is no event of the agent: something was hidden from it.
        ///
        /// @param type     always `secrets.hidden`
        /// @param callId   the call in whose result it was; absent for the prompt
        /// @param sentence what it was, without the values
        @Json
        record SecretsHidden(String type, @Nullable String callId, String sentence) {}

        private final Paper paper;

        JsonLines(Paper paper) {
            this.paper = paper;
        }

        @Override
        public void event(LoggedEvent event) {
            paper.line(Paper.Style.PLAIN, PlainText.ofJson(ProtocolJson.writeEvent(event)));
        }

        @Override
        public void hid(@Nullable String callId, String sentence) {
            var line = new SecretsHidden("secrets.hidden", callId, sentence);
            paper.line(Paper.Style.PLAIN, PlainText.ofJson(ProtocolJson.write(line)));
        }

        @Override
        public void turnEnded(TurnOutcome outcome) {}
    }
}
