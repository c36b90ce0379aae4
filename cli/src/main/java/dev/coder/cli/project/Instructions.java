package dev.coder.cli.project;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a folder's own files ask of an agent: text for the model, never interpreted here. Of several the first counts;
/// what they import is not followed.
///
/// @param mayRead which files may be read unasked
public record Instructions(Predicate<Path> mayRead) {

    /// In bytes.
    static final int MOST = 32 << 10;

    private static final List<String> NAMES =
            List.of("AGENTS.md", "CLAUDE.md", "GEMINI.md", ".github/copilot-instructions.md", ".cursorrules");

    /// Whether there are any. Nothing is opened.
    public static boolean areIn(Path folder) {
        return file(folder, NAMES).isPresent();
    }

    /// Those of a project.
    Optional<String> of(Path root) {
        return file(root, NAMES).filter(mayRead).flatMap(Instructions::text);
    }

    /// Those of the user, for all projects.
    ///
    /// @param folder with the user's settings
    static Optional<String> ofUser(Path folder) {
        return file(folder, NAMES.subList(0, 1)).flatMap(Instructions::text);
    }

    /// The file itself, where all links have led; one that lies outside of the folder does not count.
    private static Optional<Path> file(Path folder, List<String> names) {
        for (var name : names) {
            try {
                var file = folder.resolve(name).toRealPath();
                if (file.startsWith(folder.toRealPath()) && Files.isRegularFile(file) && Files.size(file) > 0) {
                    return Optional.of(file);
                }
            } catch (IOException e) {
                // there is none of that name
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Path file) {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST + 1);
            var cut = bytes.length > MOST;
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MOST)))
                    .toString();
            var name = file.getFileName();
            return Optional.of(visible(text).strip()
                    + (cut ? "\n\n[" + name + " is cut off here, after 32 KiB; read the file for the rest]" : ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// What the model reads is what a person sees.
    private static String visible(String text) {
        return text.codePoints()
                .filter(c -> c == '\n'
                        || c == '\t'
                        || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
