package dev.coder.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolderTest {

    private final Holder me = Holder.thisProcess();

    @Test
    void aProcessThatHasEndedIsKnownToBeDead() throws Exception {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        assertThat(me.knowsDead(new Holder(me.host(), process.pid(), "then").name()))
                .isTrue();
    }

    @Test
    void anEarlierProcessOfOurOwnNumberIsDead() {
        assertThat(me.knowsDead(new Holder(me.host(), me.pid(), "then").name())).isTrue();
    }

    @Test
    void whoLivesOrIsElsewhereIsNot() {
        var parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertThat(me.knowsDead(me.name())).isFalse();
        assertThat(me.knowsDead(new Holder(me.host(), parent, "then").name())).isFalse();
        assertThat(me.knowsDead(new Holder("elsewhere", 1 << 30, "then").name()))
                .isFalse();
        assertThat(me.knowsDead("a name of another kind")).isFalse();
    }
}
