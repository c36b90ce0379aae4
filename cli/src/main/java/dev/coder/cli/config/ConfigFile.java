package dev.coder.cli.config;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// One configuration file. Where nothing in it can be read, Coder ends with file and line: half a policy is none. What
/// is wrong with one value is said, and the rest counts.
///
/// @param shown how the user knows it
/// @param root  the folder it may not lead out of by a link
/// @param alias whether it is a file of the prototype
record ConfigFile(Layer layer, Path path, String shown, Path root, boolean alias) {

    private static final int LARGEST = 1 << 20;

    /// Whose file it is, in the order in which they are read.
    enum Layer {
        USER,
        PROJECT,
        LOCAL,
        MANAGED;

        /// Whether it comes along with a project, and may be anybody's.
        boolean isProjects() {
            return this == PROJECT || this == LOCAL;
        }

        /// For people.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @return empty when there is no such file
    Optional<byte[]> content() {
        if (!isThere()) {
            return Optional.empty();
        }
        try {
            var real = path.toRealPath();
            if (!real.startsWith(root)) {
                throw mistake("it is a link that leads out of " + root + "; put the file itself there");
            }
            if (!Files.isRegularFile(real)) {
                throw mistake("it is not a file; remove it, or write the settings into a file of this name");
            }
            try (var stream = Files.newInputStream(real)) {
                return Optional.of(limited(stream.readNBytes(LARGEST + 1)));
            }
        } catch (IOException e) {
            throw mistake(reason(e));
        }
    }

    /// A link counts, wherever it leads.
    boolean isThere() {
        try {
            Files.readAttributes(path, "size", LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw mistake(reason(e));
        }
    }

    private byte[] limited(byte[] content) {
        if (content.length > LARGEST) {
            throw mistake("it is larger than 1 MiB; settings are short, so look what is in it");
        }
        return content;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "it cannot be read; give its owner leave to read it, or remove it";
            case NoSuchFileException _ -> "it is a link that leads nowhere; mend or remove it";
            case FileSystemLoopException _ -> "it is a link that leads in a circle; remove it";
            default ->
                String.valueOf(e.getMessage()).contains("symbolic links")
                        ? "it is a link that leads in a circle; remove it"
                        : "it cannot be read (" + e.getMessage() + "); mend or remove it";
        };
    }

    /// Where relative paths in it start.
    Path folder() {
        return path.resolveSibling("").toAbsolutePath().normalize();
    }

    StopException mistake(String sentence) {
        return new StopException(ExitCode.USAGE, shown + ": " + sentence);
    }

    StopException mistake(int line, String sentence) {
        return new StopException(ExitCode.USAGE, origin(line) + ": " + sentence);
    }

    String origin(int line) {
        return shown + ":" + line;
    }
}
