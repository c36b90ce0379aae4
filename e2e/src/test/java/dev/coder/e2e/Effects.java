package dev.coder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.e2e.harness.Transcript;
import dev.coder.e2e.harness.Workdir;
import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.Step;
import dev.coder.e2e.model.Wish;
import dev.coder.protocol.ToolResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// A turn of commands that each leave one line behind, so that what ran twice or never can be seen afterwards.
final class Effects {

    static final int STEPS = 20;
    static final String ANSWER = "All steps are done.";

    private static final String FILE = "effects.txt";

    private Effects() {}

    static Scenario scenario() {
        return Scenario.repeated(
                STEPS, i -> Step.ask(Wish.run("sleep 0.03; echo %s >> %s".formatted(line(i), FILE))), Step.say(ANSWER));
    }

    static List<String> in(Workdir project) {
        return project.lines(FILE);
    }

    /// Every step ran exactly once, one after the other.
    static void assertAllOnce(Workdir project) {
        assertThat(in(project)).isEqualTo(allLines());
    }

    /// No step ran twice, and those that did not run at all are the ones whose outcome the model was told to be
    /// unknown.
    static void assertNoneTwiceAndNoneLost(Workdir project, Transcript transcript, int mostUnknown) {
        var unknown = IntStream.range(0, transcript.toolResults().size())
                .filter(i -> ToolResult.OUTCOME_UNKNOWN.equals(
                        transcript.toolResults().get(i).errorCode()))
                .mapToObj(i -> line(i + 1))
                .toList();
        assertThat(unknown).as("calls of unknown outcome").hasSizeLessThanOrEqualTo(mostUnknown);
        assertThat(in(project)).doesNotHaveDuplicates();
        var missing = allLines();
        missing.removeAll(in(project));
        assertThat(unknown).as("steps that left nothing").containsAll(missing);
    }

    private static List<String> allLines() {
        var lines = new ArrayList<String>();
        Collections.addAll(
                lines, IntStream.rangeClosed(1, STEPS).mapToObj(Effects::line).toArray(String[]::new));
        return lines;
    }

    private static String line(int step) {
        return "step-" + step;
    }
}
