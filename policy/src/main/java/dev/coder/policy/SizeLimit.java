package dev.coder.policy;

import dev.coder.plugin.Effect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Larger files are neither read nor changed.
///
/// @param bytes  the largest that is
/// @param size   tells how large a file is now; 0 for what is no file
/// @param origin the file and line that say so
public record SizeLimit(long bytes, ToLongFunction<Path> size, String origin) {

    public static final SizeLimit NONE = new SizeLimit(Long.MAX_VALUE, _ -> 0, "built-in");

    Optional<Decision> decide(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> decide(path);
            case Effect.WriteFile(var path) -> decide(path);
            case Effect.ListDirectory _,
                    Effect.DeleteFile _,
                    Effect.RunCommand _,
                    Effect.SendInput _,
                    Effect.RunIsolated _,
                    Effect.UseSecret _,
                    Effect.Fetch _,
                    Effect.Internal _ -> Optional.empty();
        };
    }

    private Optional<Decision> decide(Path path) {
        return bytes < Long.MAX_VALUE && size.applyAsLong(path) > bytes
                ? Optional.of(new Decision.Deny(
                        origin,
                        path + " is larger than maxFileSize (" + bytes + " bytes); take a part of it by a command"))
                : Optional.empty();
    }
}
