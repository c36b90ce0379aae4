package dev.coder.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A line that is typed on the terminal without being seen there. Where the terminal cannot be told to hide it, nothing
/// is asked.
///
/// @param terminal `/dev/tty`
record HiddenLine(Path terminal) {

    /// @return what was typed, without blanks around it; empty when there is nobody to ask
    Optional<String> ask(String question) throws InterruptedException {
        try (var dialog = TerminalDialog.on(terminal)) {
            var before = stty("-g");
            var restoring = new Thread(() -> restore(before));
            Runtime.getRuntime().addShutdownHook(restoring);
            try {
                stty("-echo");
                dialog.write(PlainText.show(question));
                var line = dialog.readLine();
                dialog.write("\n");
                return Optional.of(line);
            } finally {
                restore(before);
                Runtime.getRuntime().removeShutdownHook(restoring);
            }
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private void restore(String settings) {
        try {
            stty(settings);
        } catch (IOException e) {
            // There is no terminal any more whose settings would matter.
        }
    }

    private String stty(String argument) throws IOException {
        var process = new ProcessBuilder(List.of("stty", argument))
                .redirectInput(terminal.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.getInputStream()) {
            var settings = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (process.waitFor() == 0) {
                return settings;
            }
            throw new IOException("stty failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
