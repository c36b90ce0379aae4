package dev.coder.cli.keys;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a key is for. It is sent to nobody else.
public sealed interface KeySlot {

    /// What it is called in the index of keys, in the keychain and by `keychain:NAME`.
    String name();

    /// The key of an agent.
    ///
    /// @param origin scheme, host and, unless it is the usual one, port; a longer URL is cut down to it
    record Agent(URI origin) implements KeySlot {

        public Agent {
            origin = Origin.of(origin);
        }

        @Override
        public String name() {
            return origin.toString();
        }
    }

    /// The key of a model's provider, which the local agent is given when it starts.
    ///
    /// @param provider the name of its key variable, such as `ANTHROPIC_API_KEY`
    record Model(String provider) implements KeySlot {

        private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,60}_(API_KEY|AUTH_TOKEN)");

        public Model {
            if (!VARIABLE.matcher(provider).matches() || provider.startsWith("CODER_")) {
                throw new IllegalArgumentException("no key variable: " + provider);
            }
        }

        @Override
        public String name() {
            return provider;
        }
    }

    /// Understands what a user writes: an agent's URL, a provider's name (`anthropic`) or its key variable.
    ///
    /// @throws StopException when it is none of them; what it is is not repeated, for it might be a key
    static KeySlot of(String text) {
        try {
            if (text.contains("://")) {
                return new Agent(URI.create(text.strip()));
            }
            return text.matches("[a-z][a-z0-9]{1,30}")
                    ? new Model(text.toUpperCase(Locale.ROOT) + "_API_KEY")
                    : new Model(text.strip());
        } catch (IllegalArgumentException e) {
            throw new StopException(
                    ExitCode.USAGE,
                    "That names no key: write an agent's URL (https://coder.example.com), a provider (anthropic, openai,"
                            + " gemini, openrouter) or a key variable (ANTHROPIC_API_KEY); a key itself never belongs on"
                            + " a command line",
                    e);
        }
    }
}
