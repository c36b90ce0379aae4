package dev.coder.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.remote.RefusedException;
import dev.coder.protocol.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnCommandTest {

    @AfterEach
    void forget() {
        System.clearProperty("coder.command");
    }

    @Test
    void isCoderUnlessTheLauncherSaysOtherwise() {
        assertThat(OwnCommand.with("--continue")).isEqualTo("coder --continue");
        assertThat(OwnCommand.anywhere("--continue")).isEqualTo("coder --continue");
    }

    @Test
    void canBeTypedAsItStands() {
        System.setProperty("coder.command", "./my coder");
        var folder = Path.of("").toAbsolutePath();
        assertThat(OwnCommand.with("demo")).isEqualTo("'./my coder' demo");
        assertThat(OwnCommand.anywhere("demo")).isEqualTo("'" + folder + "/my coder' demo");
    }

    @Test
    void standsInWhatTheAgentSays() {
        System.setProperty("coder.command", "./coder");
        var problem = Problem.of("no-model", 400, "No model is set up.", "set a key, or try `coder demo`");
        assertThat(RefusedException.sentence(problem))
                .isEqualTo("No model is set up: set a key, or try `./coder demo`");
    }
}
