package dev.coder.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserLocaleTest {

    private static final String PROPERTY = "coder.lc_all";

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void leavesTheVariableAloneThatTheLauncherDidNotChange() {
        assertThat(restored()).isEqualTo(Map.of("LANG", "C", "LC_ALL", "C.UTF-8"));
    }

    @Test
    void removesTheVariableThatTheUserHadNotSet() {
        System.setProperty(PROPERTY, "");
        assertThat(restored()).isEqualTo(Map.of("LANG", "C"));
    }

    @Test
    void bringsBackTheValueThatTheUserHadSet() {
        System.setProperty(PROPERTY, "POSIX");
        assertThat(restored()).isEqualTo(Map.of("LANG", "C", "LC_ALL", "POSIX"));
    }

    private static Map<String, String> restored() {
        var environment = new HashMap<>(Map.of("LANG", "C", "LC_ALL", "C.UTF-8"));
        UserLocale.restore(environment);
        return environment;
    }
}
