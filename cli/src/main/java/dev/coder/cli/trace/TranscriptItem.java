package dev.coder.cli.trace;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// One thing that happened in a session, for people.
///
/// @param at     milliseconds since the epoch; absent where nobody wrote it down
/// @param kind   `run`, `turn`, `you`, `network`, `model`, `says`, `waits`, `call`, `note` or `end`
/// @param millis how long it took
@Json
public record TranscriptItem(
        @Nullable Long at,
        String kind,
        String text,
        @Nullable Long millis) {}
