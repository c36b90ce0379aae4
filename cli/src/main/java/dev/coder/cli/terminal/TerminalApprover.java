package dev.coder.cli.terminal;

import dev.coder.cli.execute.Approver;
import dev.coder.plugin.Effect;
import dev.coder.plugin.UserQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Asks on the terminal itself, wherever input and output of this process go to.
final class TerminalApprover implements Approver {

    private static final int EFFECTS_SHOWN = 20;
    private static final int PREVIEW_LINES = 40;
    private static final int PREVIEW_WIDTH = 400;
    private static final Pattern NO = Pattern.compile("(?i:no?)(?:\\s*[:,\\s]\\s*(?<instead>.*))?");

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

    static Answer ask(Question question, TerminalDialog dialog) throws IOException, InterruptedException {
        dialog.write(text(question));
        while (true) {
            dialog.write(choices(question));
            var answer = answer(question, dialog.readLine(), dialog);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private static String choices(Question question) {
        return "Allow it? [y]es, [n]o (or n: what instead)"
                + (question.always().isEmpty() ? "" : ", [a]lways")
                + (question.editable().isEmpty() ? "" : ", [e]dit")
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

    /// Control and invisible characters are shown, so that what is read is what will run.
    static String text(Question question) {
        var text = new StringBuilder("\n? ")
                .append(PlainText.show(question.title()))
                .append('\n');
        details(question.effects())
                .forEach(line -> text.append("    ").append(line).append('\n'));
        preview(question.preview())
                .forEach(line -> text.append("    ").append(line).append('\n'));
        text.append("  ").append(PlainText.show(question.reason())).append('\n');
        question.always()
                .forEach(allowance -> text.append("  always, in this project: ")
                        .append(PlainText.show(allowance.shown()))
                        .append('\n'));
        return text.toString();
    }

    private static List<String> preview(String text) {
        var lines = text.lines().map(PlainText::show).map(TerminalApprover::cut).toList();
        return lines.size() <= PREVIEW_LINES
                ? lines
                : Stream.concat(
                                lines.stream().limit(PREVIEW_LINES),
                                Stream.of(OutputLines.notShown(lines.size() - PREVIEW_LINES)))
                        .toList();
    }

    private static String cut(String line) {
        return line.length() <= PREVIEW_WIDTH ? line : line.substring(0, PREVIEW_WIDTH) + "…";
    }

    /// Of many effects, such as those of a whole folder, the first ones; what is asked for a reason is in the
    /// reason.
    private static List<String> details(List<Effect> effects) {
        var shown = effects.stream()
                .limit(EFFECTS_SHOWN)
                .flatMap(effect -> detail(effect).lines());
        var more = effects.size() - EFFECTS_SHOWN;
        return Stream.concat(shown, more > 0 ? Stream.of("… and " + more + " more such steps") : Stream.empty())
                .toList();
    }

    private static String detail(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> "read   " + show(path);
            case Effect.ListDirectory(var path) -> "list   " + show(path);
            case Effect.WriteFile(var path) -> "write  " + show(path);
            case Effect.DeleteFile(var path) -> "delete " + show(path);
            case Effect.RunCommand(var command, var folder) ->
                "in " + show(folder) + ":\n"
                        + PlainText.showLines(command).indent(2).stripTrailing();
            case Effect.SendInput(var process, var input) ->
                "type into " + PlainText.show(process) + ":\n"
                        + PlainText.showLines(input).indent(2).stripTrailing();
            case Effect.RunIsolated(var language) -> "run    " + PlainText.show(language) + " in the sandbox";
            case Effect.UseSecret(var name) -> "use    " + PlainText.show(name);
            case Effect.Fetch(var uri) -> "fetch  " + PlainText.show(uri.toString());
            case Effect.Internal() -> "";
        };
    }

    private static String show(Path path) {
        return PlainText.show(path.toString());
    }
}
