package dev.coder.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.agent.model.ModelException.Kind;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(6, Duration.ofSeconds(2), Duration.ofSeconds(60), new Random(1));

    @Test
    void waitsLongerEveryTimeButNotAlwaysTheSame() {
        for (var attempt = 1; attempt < 6; attempt++) {
            var most = Duration.ofSeconds(1L << attempt);
            for (var round = 0; round < 100; round++) {
                assertThat(policy.delay(attempt, failure(Kind.OVERLOADED, null)).orElseThrow())
                        .isBetween(most.dividedBy(2), most);
            }
        }
        assertThat(policy.delay(3, failure(Kind.OVERLOADED, null)))
                .isNotEqualTo(policy.delay(3, failure(Kind.OVERLOADED, null)));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(policy.delay(5, failure(Kind.RATE_LIMITED, null))).isPresent();
        assertThat(policy.delay(6, failure(Kind.RATE_LIMITED, null))).isEmpty();
        assertThat(policy.delay(60, failure(Kind.RATE_LIMITED, null))).isEmpty();
    }

    @Test
    void obeysTheProviderUpToTheCap() {
        assertThat(policy.delay(1, failure(Kind.RATE_LIMITED, Duration.ofSeconds(17))))
                .contains(Duration.ofSeconds(17));
        assertThat(policy.delay(1, failure(Kind.RATE_LIMITED, Duration.ofHours(3))))
                .contains(Duration.ofSeconds(60));
    }

    @Test
    void neverWaitsLongerThanTheCap() {
        var patient = new RetryPolicy(1000, Duration.ofSeconds(2), Duration.ofSeconds(60), new Random(1));
        assertThat(patient.delay(900, failure(Kind.PROVIDER_ERROR, null)).orElseThrow())
                .isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainOnlyWhatTimeMayHeal(Kind kind) {
        var healed = switch (kind) {
            case RATE_LIMITED, OVERLOADED, PROVIDER_ERROR, BROKEN_STREAM, UNREACHABLE -> true;
            case UNAUTHENTICATED, UNKNOWN_MODEL, CONTEXT_TOO_LONG, SPEND_LIMIT, REFUSED -> false;
        };
        assertThat(policy.delay(1, failure(kind, Duration.ofSeconds(1))).isPresent())
                .isEqualTo(healed);
    }

    private static ModelException failure(Kind kind, @Nullable Duration retryAfter) {
        return new ModelException(kind, "Testing failed", retryAfter, null);
    }
}
