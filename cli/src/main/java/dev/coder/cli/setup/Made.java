package dev.coder.cli.setup;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that set-up made, as the manifest keeps it.
///
/// @param kind   `folder`, `file`, `link`, `lines` (in a file of the user), `value` (of a configuration file) or `key`
/// @param path   of the file or folder; empty for a key
/// @param name   of the value or key, or the lines; empty for others
/// @param now    what was made: a file's SHA-256, a link's target, the lines, the value in JSON
/// @param before the value that was there before; null when there was none
@Json
record Made(
        String kind,
        String path,
        String name,
        String now,
        @Nullable String before) {

    /// All of it, in the order in which it was made.
    @Json
    record Manifest(List<Made> steps) {}

    /// Whether both are about the same thing.
    boolean isSameThing(Made other) {
        return kind.equals(other.kind) && path.equals(other.path) && name.equals(other.name);
    }
}
