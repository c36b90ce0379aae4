package dev.coder.cli.trace;

import dev.coder.cli.execute.Approver;
import dev.coder.cli.trace.TraceLine.Kind;
import dev.coder.plugin.UserQuestion;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes down what the user is asked, what they say, and how long they take.
record TracedApprover(Approver approver, Consumer<TraceLine> trace) implements Approver {

    @Override
    public Answer ask(Question question) throws InterruptedException {
        var began = System.nanoTime();
        trace.accept(
                TraceLine.of(Kind.ASKED, null, question.toolName(), question.title() + " (" + question.reason() + ")"));
        var answer = approver.ask(question);
        heard(question.toolName(), words(answer), began);
        return answer;
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Yes _ -> "yes";
            case Answer.Always _ -> "always";
            case Answer.No(var instead) -> instead.isBlank() ? "no" : "no, but: " + instead;
            case Answer.Edited(var command) -> "edited: " + command;
            case Answer.Nobody _ -> "nobody is there";
        };
    }

    @Override
    public Optional<String> answer(UserQuestion question) throws InterruptedException {
        var began = System.nanoTime();
        trace.accept(TraceLine.of(Kind.ASKED, null, "ask_user", question.text()));
        var answer = approver.answer(question);
        heard("ask_user", answer.orElse("nobody is there"), began);
        return answer;
    }

    private void heard(String tool, String answer, long began) {
        trace.accept(TraceLine.of(Kind.CONSENT, null, tool, answer).took(System.nanoTime() - began));
    }

    @Override
    public boolean somebodyIsThere() {
        return approver.somebodyIsThere();
    }
}
