package dev.coder.cli.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.SessionAnswers.ModelFacts;
import dev.coder.protocol.SessionAnswers.ModelFacts.LongInput;
import dev.coder.protocol.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendTest {

    private static final ModelFacts FACTS =
            new ModelFacts("a/model", 1000L, 2.0, 0.5, 10.0, 4.0, new LongInput(500_000, 2, 1.5));

    @Test
    void everyKindOfTokenHasItsPrice() {
        var spend = Spend.of(FACTS);
        call(spend, "a/model", new Usage(400_000, 100_000, 50_000, 10_000));
        assertThat(spend.cost().orElseThrow()).isCloseTo(0.5 + 0.05 + 0.2 + 0.1, within(1e-9));
        assertThat(spend.contextTokens()).isEqualTo(410_000);
    }

    @Test
    void longInputIsDearer() {
        var spend = Spend.of(FACTS);
        call(spend, "a/model", new Usage(1_000_000, 0, 0, 100_000));
        assertThat(spend.cost().orElseThrow()).isCloseTo(4 + 1.5, within(1e-9));
    }

    @Test
    void aModelWithoutAPriceMakesTheCostUnknownAndNeverNothing() {
        var unknown = Spend.of(ModelFacts.unknown("b/model"));
        assertThat(unknown.cost()).hasValue(0);
        call(unknown, "b/model", new Usage(1, 0, 0, 1));
        assertThat(unknown.cost()).isEmpty();

        var changed = Spend.of(List.of(FACTS));
        call(changed, "a/model", new Usage(10, 0, 0, 1));
        call(changed, "b/model", new Usage(10, 0, 0, 1));
        assertThat(changed.cost()).isEmpty();
        assertThat(changed.total()).isEqualTo(new Usage(20, 0, 0, 2));
    }

    @Test
    void afterASummaryTheContextIsNotKnownUntilTheModelAnswers() {
        var spend = Spend.of(FACTS);
        call(spend, "a/model", new Usage(900, 0, 0, 10));
        spend.apply(new LoggedEvent(9, new AgentEvent.ContextCompacted("trn_1", "SUMMARY")));
        assertThat(spend.contextTokens()).isZero();
        call(spend, "a/model", new Usage(100, 0, 0, 10));
        assertThat(spend.contextTokens()).isEqualTo(110);
    }

    private static void call(Spend spend, String model, Usage usage) {
        spend.apply(new LoggedEvent(1, new AgentEvent.ModelCallStarted("trn_1", "mc_1", 1, model)));
        spend.apply(new LoggedEvent(2, new AgentEvent.ModelCallCompleted("trn_1", "mc_1", usage, "end_turn")));
    }
}
