package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The check of what is put back into a file: a value of several lines, but for a key, must be in that file as it is.
/// Anything else is an answer that was taken for content.
final class PutBack {

    private static final String KEY = "__SECRET_private_key_";
    private static final long LARGEST = 16L << 20;

    private PutBack() {}

    /// @param values by the names that stood for them
    /// @throws ToolException for the model, when a value is not there
    static void requireContent(Map<String, String> values, List<Effect> effects) throws ToolException {
        var files = effects.stream()
                .flatMap(effect -> effect instanceof Effect.WriteFile(var path) ? Stream.of(path) : Stream.empty())
                .toList();
        for (var value : values.entrySet()) {
            var name = value.getKey();
            if (!files.isEmpty()
                    && value.getValue().indexOf('\n') >= 0
                    && !name.startsWith(KEY)
                    && files.stream().noneMatch(file -> holds(file, value.getValue()))) {
                throw ToolException.failed(name + " stands for lines that are not in "
                        + files.getFirst().getFileName()
                        + ", so nothing was written; read the file again and edit the lines around them only");
            }
        }
    }

    private static boolean holds(Path file, String value) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) <= LARGEST
                    && lines(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                            .contains(lines(value));
        } catch (IOException e) {
            return false;
        }
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
