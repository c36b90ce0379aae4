package dev.coder.e2e.model;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the scripted model answers, reply by reply. Past the last step it says [#AFTERWARDS].
public record Scenario(List<Step> steps) {

    public static final String AFTERWARDS = "Nothing more to do.";

    public Scenario {
        steps = List.copyOf(steps);
    }

    public static Scenario of(Step... steps) {
        return new Scenario(List.of(steps));
    }

    /// @param step of 1, 2, 3… up to `count`
    public static Scenario repeated(int count, IntFunction<Step> step, Step last) {
        var all = IntStream.rangeClosed(1, count).mapToObj(step);
        return new Scenario(Stream.concat(all, Stream.of(last)).toList());
    }

    Step step(int index) {
        return index < steps.size() ? steps.get(index) : Step.say(AFTERWARDS);
    }
}
