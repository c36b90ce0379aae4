package dev.coder.agent.model;

import dev.coder.protocol.Content;
import dev.coder.protocol.Message;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolSpec;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the practice model plays: one step for every reply to the last message of the user. Which one is due is told by
/// the conversation alone.
@Json
record PracticeScenario(List<Step> steps) {

    /// How the loop begins when it asks for a summary of the session.
    private static final String SUMMARY = "Write a summary of this session";

    private static final Step END = Step.saying("The script of the practice model has no further step.");

    /// @param say       the text of the reply; may stand beside calls
    /// @param text      the same, for steps that are nothing else
    /// @param delayMs   milliseconds to wait before the reply begins
    /// @param expect    what has to stand in the message that is answered
    /// @param succeeded whether all calls that are answered have to be successes
    /// @param otherwise the reply when things are not as expected; `{problem}` stands for what a failed call said
    @Json
    record Step(
            @Nullable String say,
            @Nullable String text,
            @Nullable List<Call> calls,
            @Nullable Long delayMs,
            @Nullable List<String> expect,
            @Nullable Boolean succeeded,
            @Nullable String otherwise) {

        static Step saying(String text) {
            return new Step(null, text, null, null, null, null, null);
        }

        String words() {
            return say != null ? say : text != null ? text : "";
        }

        List<Call> wishes() {
            return calls == null ? List.of() : calls;
        }

        private boolean fits(Message last, List<ToolSpec> tools) {
            var names = tools.stream().map(ToolSpec::name).toList();
            return (expect == null || expect.stream().allMatch(textOf(last)::contains))
                    && (!Boolean.TRUE.equals(succeeded) || problem(last).isEmpty())
                    && wishes().stream().allMatch(call -> names.contains(call.tool()));
        }
    }

    @Json
    record Call(String tool, RawJson parameters) {}

    /// The step that is due, or what is said in its stead when things are not as it expects.
    Step next(ModelRequest request) {
        if (textOf(request.conversation().getLast()).contains(SUMMARY)) {
            return Step.saying("Practice: " + request.conversation().size() + " messages were summed up.");
        }
        var answered = 0;
        for (var message : request.conversation()) {
            answered = switch (message) {
                case Message.User _ -> 0;
                case Message.Assistant _ -> answered + 1;
                case Message.Tools _ -> answered;
            };
        }
        var step = answered < steps.size() ? steps.get(answered) : END;
        var last = request.conversation().getLast();
        return step.otherwise() == null || step.fits(last, request.tools())
                ? step
                : Step.saying(
                        step.otherwise().replace("{problem}", problem(last)).strip());
    }

    private static String textOf(Message message) {
        return switch (message) {
            case Message.User(var content) ->
                content.stream()
                        .map(it -> it instanceof Content.Text(var text) ? text : "")
                        .collect(Collectors.joining("\n"));
            case Message.Tools(var results) ->
                results.stream().map(ResultText::of).collect(Collectors.joining("\n"));
            case Message.Assistant _ -> "";
        };
    }

    private static String problem(Message message) {
        return message instanceof Message.Tools(var results)
                ? results.stream()
                        .filter(result -> !result.success())
                        .findFirst()
                        .map(PracticeScenario::problem)
                        .orElse("")
                : "";
    }

    private static String problem(ToolResult failed) {
        return "What went wrong: " + ResultText.of(failed);
    }
}
