package dev.coder.cli.terminal;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A question that is answered with yes or no, on the terminal itself. Anything but yes is no.
///
/// @param terminal `/dev/tty`
record Confirmation(Path terminal) {

    /// @return empty when there is nobody to ask
    Optional<Boolean> ask(String question) {
        return line(question + " [y/N] ").map(Confirmation::means);
    }

    /// Asks for a line of any kind.
    ///
    /// @return empty when there is nobody to ask
    Optional<String> line(String question) {
        try (var out = new FileOutputStream(terminal.toFile());
                var in = new BufferedReader(
                        new InputStreamReader(new FileInputStream(terminal.toFile()), StandardCharsets.UTF_8))) {
            out.write(PlainText.show(question).getBytes(StandardCharsets.UTF_8));
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static boolean means(String answer) {
        return switch (answer.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> true;
            default -> false;
        };
    }
}
