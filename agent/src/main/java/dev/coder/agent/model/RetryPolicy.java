package dev.coder.agent.model;

import java.time.Duration;
import java.util.Optional;

/// placeholder
public interface RetryPolicy {
    Optional<Duration> delay(int attempt, ModelException e);
}
