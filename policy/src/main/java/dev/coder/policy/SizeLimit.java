package dev.coder.policy;

import dev.coder.plugin.Effect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Larger files are neither read nor changed.
///
/// @param bytes  the largest that is
/// @param size   tells how large a file is now; 0 for what is no file
/// @param origin the file and line that say so
/// @param inner  smaller limits of single folders
public record SizeLimit(long bytes, ToLongFunction<Path> size, String origin, List<Inner> inner) {

    public static final SizeLimit NONE = new SizeLimit(Long.MAX_VALUE, _ -> 0, "built-in");

    /// What holds for the files in one folder.
    public record Inner(Path folder, long bytes, String origin) {}

    public SizeLimit {
        inner = List.copyOf(inner);
    }

    public SizeLimit(long bytes, ToLongFunction<Path> size, String origin) {
        this(bytes, size, origin, List.of());
    }

    /// The same, and another for all files.
    public SizeLimit of(long all, String said) {
        return new SizeLimit(all, size, said, inner);
    }

    /// The same, and a smaller one for what lies in that folder.
    public SizeLimit within(Path folder, long most, String said) {
        return new SizeLimit(
                bytes,
                size,
                origin,
                Stream.concat(inner.stream(), Stream.of(new Inner(folder, most, said)))
                        .toList());
    }

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
        return Stream.concat(
                        Stream.of(new Inner(path, bytes, origin)),
                        inner.stream().filter(limit -> path.startsWith(limit.folder())))
                .filter(limit -> limit.bytes() < Long.MAX_VALUE && size.applyAsLong(path) > limit.bytes())
                .findFirst()
                .map(limit -> new Decision.Deny(
                        limit.origin(),
                        path + " is larger than maxFileSize (" + limit.bytes()
                                + " bytes); take a part of it by a command"));
    }
}
