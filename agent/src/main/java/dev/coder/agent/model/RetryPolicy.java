package dev.coder.agent.model;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Says how long to wait before a failed model call is tried again: what the provider asked for, else an exponential
/// back-off with full jitter on its upper half. It keeps no state.
///
/// @param maxAttempts how many attempts there are in all, the first one included
/// @param base        the longest wait after the first failure; it doubles with every further one
/// @param cap         no wait is longer, whatever the provider asks for
/// @param random      for the jitter
public record RetryPolicy(int maxAttempts, Duration base, Duration cap, RandomGenerator random) {

    public static RetryPolicy standard() {
        return new RetryPolicy(6, Duration.ofSeconds(2), Duration.ofSeconds(60), RandomGenerator.getDefault());
    }

    /// @param attempt the one that failed, from 1
    /// @return empty when this failure is final
    public Optional<Duration> delay(int attempt, ModelException failure) {
        if (attempt >= maxAttempts || !failure.kind().retryable()) {
            return Optional.empty();
        }
        var asked = failure.retryAfter();
        return Optional.of(asked == null ? backOff(attempt) : shorter(asked, cap));
    }

    private Duration backOff(int attempt) {
        var doubled = base.multipliedBy(1L << Math.min(attempt - 1, 20));
        var half = shorter(doubled, cap).toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
