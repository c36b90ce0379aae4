package dev.coder.policy;

import dev.coder.plugin.Effect;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What is done to something, as rules and questions name it.
public enum Verb {
    /// Reading a file, listing a folder.
    READ,
    /// Creating or changing a file; deleting one is writing, too.
    WRITE,
    DELETE,
    /// Running a command or code, and typing into what runs.
    RUN,
    /// Reaching a host.
    FETCH,
    /// Putting a hidden value back.
    USE;

    /// The word for it in files, such as `read`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All that change something or leave the machine.
    public static Set<Verb> changes() {
        return EnumSet.complementOf(EnumSet.of(READ));
    }

    boolean covers(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile _, Effect.ListDirectory _ -> this == READ;
            case Effect.WriteFile _ -> this == WRITE;
            case Effect.DeleteFile _ -> this == DELETE || this == WRITE;
            case Effect.RunCommand _, Effect.SendInput _, Effect.RunIsolated _ -> this == RUN;
            case Effect.Fetch _ -> this == FETCH;
            case Effect.UseSecret _ -> this == USE;
            case Effect.Internal _ -> false;
        };
    }
}
