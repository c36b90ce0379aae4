package dev.coder.agent.model;

import java.util.List;
import java.util.Optional;

/// Finds the model that a name stands for. Built once from the agent's environment.
public interface Models {

    /// @param name `default` or `provider/name`
    /// @throws UnknownModelException says what can be done: unknown provider, no key for it, or no model at all
    Model find(String name) throws UnknownModelException;

    /// What `default` stands for, as `provider/name`; empty when no model is configured or found.
    Optional<String> defaultModel();

    /// Names worth offering, `provider/name`.
    List<String> names();
}
