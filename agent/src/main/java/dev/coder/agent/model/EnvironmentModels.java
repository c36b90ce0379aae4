package dev.coder.agent.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stands in until the branch with the adapters is merged.
public final class EnvironmentModels implements Models {
    public EnvironmentModels(Map<String, String> environment) {}

    @Override
    public Model find(String name) throws UnknownModelException {
        throw new UnknownModelException("none");
    }

    @Override
    public Optional<String> defaultModel() {
        return Optional.empty();
    }

    @Override
    public List<String> names() {
        return List.of();
    }
}
