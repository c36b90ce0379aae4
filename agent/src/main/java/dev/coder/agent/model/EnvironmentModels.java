package dev.coder.agent.model;

import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The models that the environment variables of the agent set up; without any, those of a server on this machine.
public final class EnvironmentModels implements Models {

    private static final String DEFAULT = "default";
    private static final String PRACTICE_DEMO = "practice/demo";
    private static final String PRACTICE_SCRIPT = "practice/script";
    private static final String SCRIPT_VARIABLE = "CODER_PRACTICE_MODEL";
    private static final Duration PRACTICE_PAUSE = Duration.ofMillis(12);
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Endpoints endpoints;

    /// @param environment as of [System#getenv()]
    public EnvironmentModels(Map<String, String> environment) {
        endpoints = new Endpoints(environment, Endpoint.IDLE);
    }

    /// Where conversations go and under which keys: agents that differ in it must not do each other's work. It holds
    /// the keys, and is to be kept nowhere.
    public String identity() {
        return endpoints.identity() + Objects.requireNonNullElse(endpoints.value(SCRIPT_VARIABLE), "");
    }

    @Override
    public Model find(String name) throws UnknownModelException {
        return switch (name) {
            case DEFAULT -> find(defaultModel().orElseThrow(EnvironmentModels::noModel));
            case "practice", PRACTICE_DEMO -> PracticeModel.demo(PRACTICE_PAUSE);
            case PRACTICE_SCRIPT -> script();
            default -> named(name);
        };
    }

    private static UnknownModelException noModel() {
        return new UnknownModelException(
                "No model is set up: set a key (ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY"
                        + " or OPENROUTER_API_KEY), or start Ollama or llama.cpp on this machine, or try `coder demo`");
    }

    private Model named(String name) throws UnknownModelException {
        var slash = name.indexOf('/');
        var prefix = slash < 0 ? "" : name.substring(0, slash);
        var provider = Arrays.stream(Provider.values())
                .filter(it -> it.prefix().equals(prefix))
                .findFirst()
                .orElseThrow(
                        () -> new UnknownModelException("There is no model " + name + ": write provider/name, such as "
                                + Provider.ANTHROPIC.models().getFirst() + "; the providers are " + prefixes()));
        if (slash == name.length() - 1) {
            throw new UnknownModelException("Which model of " + provider.label() + "? Write " + name + "NAME");
        }
        return provider.model(name.substring(slash + 1), endpoints.of(provider));
    }

    private static String prefixes() {
        return Arrays.stream(Provider.values()).map(Provider::prefix).collect(Collectors.joining(", "));
    }

    private Model script() throws UnknownModelException {
        var file = endpoints.value(SCRIPT_VARIABLE);
        if (file == null) {
            throw new UnknownModelException(
                    "The practice model has no script: set " + SCRIPT_VARIABLE + " to the path of one");
        }
        try {
            var scenario = ProtocolJson.read(PracticeScenario.class, Files.readAllBytes(Path.of(file)));
            return new PracticeModel("script", scenario, Duration.ZERO);
        } catch (IOException | InvalidPathException | MalformedJsonException e) {
            throw new UnknownModelException(
                    "The practice model cannot read its script " + file + ": " + e.getMessage());
        }
    }

    @Override
    public Optional<String> defaultModel() {
        var set = Arrays.stream(Provider.values())
                .filter(endpoints::isSetUp)
                .flatMap(provider -> provider.models().stream())
                .findFirst();
        return set.isPresent() ? set : local().findFirst();
    }

    @Override
    public List<String> names() {
        var set = Arrays.stream(Provider.values())
                .filter(endpoints::isSetUp)
                .flatMap(provider -> provider.models().stream());
        return Stream.of(set, local(), Stream.of(PRACTICE_DEMO))
                .flatMap(names -> names)
                .toList();
    }

    /// What the servers on this machine offer. They may come and go, so they are asked anew every time.
    private Stream<String> local() {
        var found = new ArrayList<String>();
        try {
            var addresses = new ArrayList<Endpoint>();
            for (var provider : Provider.LOCAL) {
                addresses.add(endpoints.of(provider));
            }
            var lists = new LocalServers(addresses, PATIENCE).models();
            for (var i = 0; i < lists.size(); i++) {
                var prefix = Provider.LOCAL.get(i).prefix();
                lists.get(i).forEach(model -> found.add(prefix + "/" + model));
            }
        } catch (UnknownModelException _) {
            // an address that is none: it is said when it is asked for by name
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return found.stream();
    }
}
