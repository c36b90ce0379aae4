package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the prompt comes from: the command line, standard input, or both.
///
/// @param optional whether there may be none, since a session is gone on with
record PromptSource(List<String> words, boolean inIsTerminal, boolean optional) {

    /// How long standard input may stay silent when a prompt is optional: it may be a pipe that nobody writes to.
    private static final int SILENT_MILLIS = 1_000;

    private static final int POLL_MILLIS = 20;

    /// @return null when there is none
    @Nullable
    String read() throws IOException, InterruptedException {
        var said = String.join(
                " ", words.stream().filter(word -> !word.equals("-")).toList());
        var prompt = words.contains("-") ? joined(said, piped()) : words.isEmpty() ? alone() : said;
        if (prompt != null && prompt.isBlank()) {
            if (optional && words.isEmpty()) {
                return null;
            }
            throw new StopException(
                    ExitCode.USAGE,
                    "The prompt is empty; say what to do, such as: " + OwnCommand.with("\"fix the build\""));
        }
        return prompt;
    }

    private @Nullable String alone() throws IOException, InterruptedException {
        if (inIsTerminal) {
            return null;
        }
        return optional && silent() ? null : piped();
    }

    private static boolean silent() throws IOException, InterruptedException {
        for (var waited = 0; waited < SILENT_MILLIS; waited += POLL_MILLIS) {
            if (System.in.available() > 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    private static String joined(String said, String piped) {
        return said.isBlank() ? piped : said + "\n\n" + piped;
    }

    private static String piped() throws IOException {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
