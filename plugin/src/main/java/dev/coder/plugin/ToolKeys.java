package dev.coder.plugin;

import java.util.Map;
import java.util.Optional;

/// The user's keys for the services that tools themselves talk to. Those to models and to agents are none of them.
@FunctionalInterface
public interface ToolKeys {

    /// @param variable what the key is called in the environment, such as `RIZA_API_KEY`
    /// @return empty when the user has none
    /// @throws ToolException when there is one and it cannot be had
    Optional<String> find(String variable) throws ToolException, InterruptedException;

    /// Those that stand in variables.
    static ToolKeys in(Map<String, String> environment) {
        return variable ->
                Optional.of(environment.getOrDefault(variable, "").strip()).filter(key -> !key.isEmpty());
    }
}
