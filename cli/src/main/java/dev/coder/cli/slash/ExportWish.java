package dev.coder.cli.slash;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.sessions.Export.Form;
import dev.coder.protocol.SessionId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a session is to be written to, and how: `[FILE] [--md|--json|--jsonl]`.
record ExportWish(String file, Form form) {

    static ExportWish of(String argument, SessionId sessionId) {
        var file = "";
        var form = Optional.<Form>empty();
        for (var word : argument.split("\\s+")) {
            if (word.startsWith("--")) {
                form = Optional.of(form(word.substring(2)).orElseThrow(() -> wrong(word)));
            } else {
                file = file.isEmpty() ? word : file + " " + word;
            }
        }
        var name = file;
        var chosen = form.orElseGet(() -> ending(name));
        return new ExportWish(file.isEmpty() ? "coder-" + sessionId + chosen.ending() : file, chosen);
    }

    private static Form ending(String file) {
        return Arrays.stream(Form.values())
                .filter(form -> file.endsWith(form.ending()))
                .findFirst()
                .orElse(Form.MD);
    }

    static Optional<Form> form(String word) {
        return Arrays.stream(Form.values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static StopException wrong(String word) {
        return new StopException(ExitCode.USAGE, word + " is no form of an export; there are --md, --json and --jsonl");
    }
}
