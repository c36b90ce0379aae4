package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.util.ArrayList;
import java.util.List;

/// Puts a question to the user.
final class AskUser implements Tool {

    private static final int MAX_CHOICES = 20;

    @Override
    public ToolSpec spec() {
        return Specs.changing("ask_user", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var question = given.text("question");
        var choices = new ArrayList<UserQuestion.Choice>();
        for (var choice : given.objects("choices")) {
            choices.add(new UserQuestion.Choice(choice.text("label"), choice.text("description", "")));
            choice.nothingElse();
        }
        var several = given.flag("several");
        given.nothingElse();
        if (question.isBlank() || choices.size() > MAX_CHOICES) {
            throw ToolException.invalid("give a question, and at most " + MAX_CHOICES + " choices");
        }
        if (choices.stream().anyMatch(choice -> choice.label().isBlank())) {
            throw ToolException.invalid("a choice has no label");
        }
        return new Call(new UserQuestion(question, choices, several));
    }

    private record Call(UserQuestion question) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("ask: " + question.text());
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.Internal());
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
            return context.ask(question)
                    .map(answer -> ToolOutput.text(answer.isBlank() ? "[the user gave no answer]" : answer))
                    .orElseThrow(() -> ToolException.failed(
                            "nobody can be asked in this run. Take the most careful choice, and say so at the end"));
        }
    }
}
