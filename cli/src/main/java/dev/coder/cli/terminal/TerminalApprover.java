package dev.coder.cli.terminal;

import dev.coder.cli.execute.Approver;
import dev.coder.plugin.UserQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Asks on the terminal itself, wherever input and output of this process go to.
final class TerminalApprover implements Approver {

    private static final Pattern NO = Pattern.compile("(?i:no?)(?:\\s*[:,\\s]\\s*(?<instead>.*))?");
    private static final Pattern SHOW_ALL = Pattern.compile("(?i:d|details)");

    private final Path terminal;

    /// @param terminal `/dev/tty`
    TerminalApprover(Path terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        try (var dialog = TerminalDialog.on(terminal)) {
            return ask(question, dialog);
        } catch (IOException e) {
            return new Answer.Nobody();
        }
    }

    @Override
    public Optional<String> answer(UserQuestion question) throws InterruptedException {
        try (var dialog = TerminalDialog.on(terminal)) {
            return Optional.of(new QuestionForm(question).fill(dialog));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// "Always" counts only when all that it allows was shown.
    static Answer ask(Question question, TerminalDialog dialog) throws IOException, InterruptedException {
        var beginning = QuestionText.beginning(question);
        dialog.write(beginning.toString());
        var more = beginning.leavesOut();
        while (true) {
            dialog.write(choices(question, more));
            var line = dialog.readLine();
            var answer = answer(question, line, dialog);
            var always = answer.isPresent() && answer.get() instanceof Answer.Always;
            if (more && (always || SHOW_ALL.matcher(line).matches())) {
                dialog.write(QuestionText.whole(question).toString());
                more = false;
                continue;
            }
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private static String choices(Question question, boolean more) {
        return "Allow it? [y]es, [n]o (or n: what instead)"
                + (question.always().isEmpty() ? "" : ", [a]lways")
                + (question.editable().isEmpty() ? "" : ", [e]dit")
                + (more ? ", [d]etails: all of it" : "")
                + ": ";
    }

    /// @return empty when that is no answer to the question
    private static Optional<Answer> answer(Question question, String line, TerminalDialog dialog)
            throws IOException, InterruptedException {
        var no = NO.matcher(line);
        if (no.matches()) {
            return Optional.of(new Answer.No(no.group("instead") == null ? "" : no.group("instead")));
        }
        return switch (line.toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Optional.of(new Answer.Yes());
            case "a", "always" -> question.always().isEmpty() ? Optional.empty() : Optional.of(new Answer.Always());
            case "e", "edit" -> question.editable().isEmpty() ? Optional.empty() : edited(dialog);
            default -> Optional.empty();
        };
    }

    private static Optional<Answer> edited(TerminalDialog dialog) throws IOException, InterruptedException {
        dialog.write("What is to run (empty: back to the question): ");
        var text = dialog.readLine();
        return text.isEmpty() ? Optional.empty() : Optional.of(new Answer.Edited(text));
    }
}
