package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FormerVariablesTest {

    @Test
    void namesWhatIsReadToday() {
        assertThat(FormerVariables.notice(Map.of("API_KEY", "k", "AGENT_URL", "u")))
                .contains("API_KEY, AGENT_URL are not read by Coder; set CODER_API_KEY; set CODER_AGENT_URL");
        assertThat(FormerVariables.notice(Map.of("CODER_MODE", "cloud")))
                .contains("CODER_MODE is not read by Coder; use --local or --cloud, or set \"mode\" in your settings");
    }

    @Test
    void saysNothingWhereThePresentOneIsSet() {
        assertThat(FormerVariables.notice(Map.of("API_KEY", "k", "CODER_API_KEY", "c")))
                .isEmpty();
        assertThat(FormerVariables.notice(Map.of("AGENT_URL", " "))).isEmpty();
        assertThat(FormerVariables.notice(Map.of())).isEmpty();
    }
}
