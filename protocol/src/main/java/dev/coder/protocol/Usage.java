package dev.coder.protocol;

/// Tokens of one model call, or the sum over a turn.
///
/// @param inputTokens      all input, cached input included
/// @param cacheReadTokens  the part of the input that was read from the provider's cache
/// @param cacheWriteTokens the part of the input that was written to the provider's cache
/// @param outputTokens     all output, reasoning included
public record Usage(long inputTokens, long cacheReadTokens, long cacheWriteTokens, long outputTokens) {

    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                cacheReadTokens + other.cacheReadTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                outputTokens + other.outputTokens);
    }
}
