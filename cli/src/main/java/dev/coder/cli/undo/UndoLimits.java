package dev.coder.cli.undo;

import java.time.Duration;

/// How much undo may cost.
///
/// @param fileSize in bytes: larger files are not kept, and undo says so
/// @param entries  in files and folders: a larger workspace is not walked through
/// @param patience how long a checkpoint may hold a turn up
/// @param store    in bytes: beyond it the oldest turns are forgotten
/// @param age      older turns are forgotten
public record UndoLimits(long fileSize, int entries, Duration patience, long store, Duration age) {

    public static final UndoLimits USUAL =
            new UndoLimits(64 << 20, 500_000, Duration.ofSeconds(60), 4L << 30, Duration.ofDays(30));
}
