package dev.coder.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveEventsTest {

    private static final String SESSION = "ses_1";

    private final LiveEvents live = new LiveEvents();

    @Test
    void whoComesLateGetsTheTextSoFar() {
        durable(2, new AgentEvent.ModelCallStarted("trn_1", "mc_1", 1, "practice/demo"));
        says("mc_1", "Hel");
        says("mc_1", "lo");
        try (var late = live.subscribe(SESSION)) {
            assertThat(late.textSoFar()).isEqualTo(new AgentEvent.TextSnapshot("mc_1", "msg_1", "Hello"));
        }
    }

    @Test
    void whatAModelSaysAfterItsTurnWasCancelledIsNotShown() {
        durable(2, new AgentEvent.ModelCallStarted("trn_1", "mc_1", 1, "practice/demo"));
        try (var watching = live.subscribe(SESSION)) {
            durable(3, new AgentEvent.TurnCancelled("trn_1", "user"));
            says("mc_1", "too late");
            assertThat(watching.queue()).hasSize(1);
        }
        try (var late = live.subscribe(SESSION)) {
            assertThat(late.textSoFar()).isNull();
        }
    }

    @Test
    void aModelCallThatAnotherProcessTookOverLeavesNothingBehind() {
        durable(2, new AgentEvent.ModelCallStarted("trn_1", "mc_1", 1, "practice/demo"));
        says("mc_1", "half");
        live.over(SESSION, "mc_other");
        live.over(SESSION, "mc_1");
        try (var late = live.subscribe(SESSION)) {
            assertThat(late.textSoFar()).isNull();
        }
    }

    private void says(String modelCallId, String words) {
        live.publish(SESSION, List.of(LoggedEvent.live(new AgentEvent.TextDelta(modelCallId, "msg_1", words))));
    }

    private void durable(long seq, AgentEvent event) {
        live.publish(SESSION, List.of(new LoggedEvent(seq, event)));
    }
}
