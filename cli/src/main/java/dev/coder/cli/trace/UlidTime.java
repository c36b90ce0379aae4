package dev.coder.cli.trace;

import com.github.f4b6a3.ulid.Ulid;
import org.jspecify.annotations.Nullable;

/// The moment at which an id of the protocol was made: it stands in the id.
final class UlidTime {

    private UlidTime() {}

    /// @param id such as `turn_01JD3Z…`
    /// @return milliseconds since the epoch; null where the id tells none
    static @Nullable Long of(String id) {
        var ulid = id.substring(id.indexOf('_') + 1);
        return Ulid.isValid(ulid) ? (Long) Ulid.getTime(ulid) : null;
    }
}
