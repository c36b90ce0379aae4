package dev.coder.cli.setup;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.terminal.Terminal;

/// Numbered questions, one line after the other: for screen readers and terminals that can do nothing else.
record PlainQuestions(Terminal terminal) implements Questions {

    @Override
    public <T> T choose(String question, List<Choice<T>> choices, T preset) {
        say(question);
        for (var i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            say("  " + (i + 1) + ". " + choice.label() + (choice.hint().isEmpty() ? "" : " - " + choice.hint()));
        }
        var usual = IntStream.range(0, choices.size())
                .filter(i -> choices.get(i).value().equals(preset))
                .findFirst()
                .orElse(0);
        while (true) {
            var answer = ask("Number, or Enter for " + (usual + 1) + ": ").toLowerCase(Locale.ROOT);
            if (answer.isEmpty()) {
                return choices.get(usual).value();
            }
            for (var i = 0; i < choices.size(); i++) {
                if (answer.equals(Integer.toString(i + 1))
                        || choices.get(i).label().toLowerCase(Locale.ROOT).startsWith(answer)) {
                    return choices.get(i).value();
                }
            }
            say("Please answer with a number from 1 to " + choices.size() + ".");
        }
    }

    @Override
    public String line(String question, String preset) {
        var answer = ask(question + (preset.isEmpty() ? "" : " (Enter: " + preset + ")") + ": ");
        return answer.isEmpty() ? preset : answer;
    }

    @Override
    public Optional<String> secret(String question) {
        var before = terminal.echo(false);
        try {
            return Optional.of(ask(question + " (not shown): ")).filter(answer -> !answer.isEmpty());
        } finally {
            terminal.echo(before);
            say("");
        }
    }

    @Override
    public void say(String line) {
        terminal.writer().println(line);
        terminal.flush();
    }

    private String ask(String text) {
        terminal.writer().print(text);
        terminal.flush();
        var line = new StringBuilder();
        try {
            for (var c = terminal.reader().read();
                    c != '\n' && c != '\r';
                    c = terminal.reader().read()) {
                if (c < 0 || c == 27 || c == 3) {
                    throw left();
                }
                line.append((char) c);
            }
        } catch (IOException e) {
            throw left();
        }
        return line.toString().strip();
    }

    static StopException left() {
        return new StopException(ExitCode.CANCELLED, "Left; nothing was changed");
    }
}
