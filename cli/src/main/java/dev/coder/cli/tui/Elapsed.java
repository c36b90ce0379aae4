package dev.coder.cli.tui;

/// Durations, as short as they can be told.
final class Elapsed {

    private Elapsed() {}

    /// Such as `7s`, `2m 05s` or `1h 02m`.
    static String text(long nanos) {
        var seconds = nanos / 1_000_000_000;
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? "%dm %02ds".formatted(seconds / 60, seconds % 60)
                : "%dh %02dm".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}
