package dev.coder.e2e.harness;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// What decides the random moments of one run: the same seed, the same moments.
public record Seed(long value) {

    public RandomGenerator random() {
        return new Random(value);
    }

    @Override
    public String toString() {
        return "-Dcoder.seed=%d -Dcoder.runs=1".formatted(value);
    }

    /// `coder.runs` seeds, from `coder.seed` on.
    public static final class All implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            long first = Long.getLong("coder.seed", 1);
            return LongStream.range(first, first + Integer.getInteger("coder.runs", 3))
                    .mapToObj(value -> Arguments.of(new Seed(value)));
        }
    }
}
