package dev.coder.agent.model;

import dev.coder.protocol.ProtocolJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the address and the key of a provider in the environment. A key goes to its own provider's address only: the
/// one that is built in, or the one in the variable beside it.
final class Endpoints {

    /// What a header can hold; the message of any other exception would show the key.
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

    private static final Pattern HAS_PORT = Pattern.compile(".*:\\d+");

    private static final Set<String> PROXIES = Set.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY");

    private final Map<String, String> environment;
    private final Duration idle;

    /// @param idle how long a provider may be silent in the middle of its reply
    Endpoints(Map<String, String> environment, Duration idle) {
        this.environment = Map.copyOf(environment);
        this.idle = idle;
    }

    /// The value of a variable; null when it is not set, or blank.
    @Nullable
    String value(String variable) {
        var value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /// Whether the user set a key or an address for this provider.
    boolean isSetUp(Provider provider) {
        return keyVariable(provider).isPresent() || value(provider.baseVariable()) != null;
    }

    /// @throws UnknownModelException when there is no key, or the address is none
    Endpoint of(Provider provider) throws UnknownModelException {
        var headers = new HashMap<String, String>();
        headers.put("User-Agent", "coder");
        if (provider == Provider.ANTHROPIC) {
            headers.put("anthropic-version", "2023-06-01");
        }
        var keyVariable = keyVariable(provider);
        if (keyVariable.isPresent()) {
            headers.putAll(provider.headers(keyVariable.get(), key(keyVariable.get())));
        } else if (!provider.keyVariables().isEmpty() && !isSetUp(provider)) {
            throw new UnknownModelException(provider.label() + " needs a key: set "
                    + provider.keyVariables().getFirst() + ", or start Ollama or llama.cpp, or try `coder demo`");
        }
        return new Endpoint(provider.label(), base(provider), headers, keyVariable.orElse(null), idle);
    }

    /// Where a conversation goes and under which key, for every provider: as JSON. It holds the keys.
    String identity() {
        var all = new TreeMap<String, String>();
        for (var provider : Provider.values()) {
            all.put(provider.prefix(), address(provider));
            keyVariable(provider).ifPresent(variable -> all.put(variable, String.valueOf(value(variable))));
        }
        environment.forEach((name, value) -> {
            if (PROXIES.contains(name.toUpperCase(Locale.ROOT))) {
                all.put(name, value);
            }
        });
        return ProtocolJson.writeObject(all);
    }

    private String address(Provider provider) {
        try {
            return base(provider).toString();
        } catch (UnknownModelException e) {
            return String.valueOf(value(provider.baseVariable()));
        }
    }

    private Optional<String> keyVariable(Provider provider) {
        return provider.keyVariables().stream()
                .filter(variable -> value(variable) != null)
                .findFirst();
    }

    private String key(String variable) throws UnknownModelException {
        var key = value(variable);
        if (key == null || !KEY.matcher(key).matches()) {
            throw new UnknownModelException(variable + " holds characters that no key has");
        }
        return key;
    }

    private URI base(Provider provider) throws UnknownModelException {
        var set = value(provider.baseVariable());
        var base = set == null ? provider.defaultBase() : set;
        var address = (provider == Provider.OLLAMA ? ollama(base) : base).replaceAll("/+$", "");
        try {
            var uri = new URI(address);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // says the same as below
        }
        throw new UnknownModelException(provider.baseVariable() + " is not an http address: " + base);
    }

    /// Ollama's variable is also the address that its server binds to: `0.0.0.0`, `:11434`, `host`,
    /// `http://host:port`.
    private static String ollama(String host) {
        var bare = host.replaceAll("/+$", "");
        var scheme = bare.contains("://") ? "" : "http://";
        var named = bare.startsWith(":") ? "127.0.0.1" + bare : bare.replace("0.0.0.0", "127.0.0.1");
        var port = bare.startsWith("https://") || HAS_PORT.matcher(bare).matches() ? "" : ":11434";
        return scheme + named + port + "/v1";
    }
}
