package dev.coder.cli.terminal;

import dev.coder.plugin.UserQuestion;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a question of the model looks on the terminal: numbers choose, anything else is the answer itself.
record QuestionForm(UserQuestion question) {

    String fill(TerminalDialog dialog) throws IOException, InterruptedException {
        dialog.write(text());
        while (true) {
            var answer = answer(dialog.readLine());
            if (answer.isPresent()) {
                return answer.get();
            }
            dialog.write("There is no such number. ");
        }
    }

    private String text() {
        var text =
                new StringBuilder("\n? " + PlainText.showLines(question.text()).strip() + "\n");
        var number = 1;
        for (var choice : question.choices()) {
            text.append("    ").append(number++).append(") ").append(PlainText.show(choice.label()));
            text.append(choice.description().isBlank() ? "" : ": " + PlainText.show(choice.description()))
                    .append('\n');
        }
        return text.append(prompt()).toString();
    }

    private String prompt() {
        if (question.choices().isEmpty()) {
            return "Your answer: ";
        }
        return question.several()
                ? "Numbers with commas between them, or words of your own: "
                : "A number, or words of your own: ";
    }

    /// @return empty when numbers were typed that are no choices
    private Optional<String> answer(String line) {
        var choices = question.choices();
        if (choices.isEmpty() || !line.matches(question.several() ? "\\d{1,3}( *, *\\d{1,3})*" : "\\d{1,3}")) {
            return Optional.of(line);
        }
        var numbers = Stream.of(line.split(","))
                .map(String::strip)
                .map(Integer::parseInt)
                .toList();
        return numbers.stream().allMatch(number -> number >= 1 && number <= choices.size())
                ? Optional.of(numbers.stream()
                        .map(number -> choices.get(number - 1).label())
                        .collect(Collectors.joining(", ")))
                : Optional.empty();
    }
}
