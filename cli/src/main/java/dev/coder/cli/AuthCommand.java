package dev.coder.cli;

import dev.coder.cli.config.AgentUrl;
import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.Preferences;
import dev.coder.cli.config.Settings;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeyDesk;
import dev.coder.cli.keys.KeyPlace;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.KeySlot;
import dev.coder.cli.keys.KeyStatus;
import dev.coder.cli.remote.FarAgent;
import dev.coder.cli.remote.Network;
import dev.coder.cli.terminal.Streams;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder auth …`: the stored keys. A key comes from the terminal or from standard input, never from the command line.
@Command(name = "auth", description = "Your keys: login, logout, status, rotate, encrypt.")
final class AuthCommand implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST = 16 * 1024;

    private final Map<String, String> environment;
    private final Streams streams;
    private final InputStream input;

    AuthCommand(Map<String, String> environment, Streams streams, InputStream input) {
        this.environment = environment;
        this.streams = streams;
        this.input = input;
    }

    /// Which key, and no key.
    static final class Which {

        @Parameters(
                paramLabel = "URL|PROVIDER",
                arity = "0..*",
                description = "Whose key: an agent's URL, or anthropic, openai, gemini, openrouter, or a key variable."
                        + " Default: the configured agent.")
        List<String> words = List.of();

        @Option(
                names = {"--key", "--api-key", "--token", "--password"},
                hidden = true)
        @Nullable
        String key;

        private Optional<String> word() {
            if (words.size() > 1 || key != null) {
                throw new StopException(
                        ExitCode.USAGE,
                        "A key never belongs on a command line, where others can see it and the shell's history keeps"
                                + " it: take it out of the history, replace it if others use this machine, and type it"
                                + " when you are asked");
            }
            return words.stream().findFirst();
        }
    }

    @Override
    public void run() {
        throw new StopException(
                ExitCode.USAGE, "Say which: " + OwnCommand.with("auth login, logout, status, rotate or encrypt"));
    }

    @Command(name = "login", description = "Store the key of an agent or of a model's provider.")
    int login(
            @Mixin Which which,
            @Option(names = "--store", paramLabel = "WHERE", description = "keychain, file or passphrase.") @Nullable
                    KeyPlace place,
            @Option(names = "--stdin", description = "Read the key from standard input.") boolean stdin,
            @Option(names = "--force", description = "Store it although the agent cannot be asked whether it is good.")
                    boolean force)
            throws InterruptedException {
        var url = url(which);
        desk(stdin).login(slot(url), uri(url), Optional.ofNullable(place), force);
        return ExitCode.DONE.number();
    }

    @Command(name = "logout", description = "Remove a stored key.")
    int logout(@Mixin Which which) throws InterruptedException {
        desk(false).logout(slot(url(which)));
        return ExitCode.DONE.number();
    }

    @Command(name = "status", description = "Show which keys are stored, and where; no part of a key.")
    int status(@Option(names = "--json", description = "One JSON object.") boolean json) {
        var status = KeyStatus.of(ring(), environment);
        if (json) {
            streams.say(ProtocolJson.write(status));
        } else {
            status.lines(Instant.now()).forEach(streams::plain);
        }
        return ExitCode.DONE.number();
    }

    @Command(name = "rotate", description = "Replace a stored key by a new one, or the passphrase that protects them.")
    int rotate(
            @Mixin Which which,
            @Option(names = "--passphrase", description = "Protect the encrypted file by a new passphrase.")
                    boolean passphrase,
            @Option(names = "--stdin", description = "Read the key from standard input.") boolean stdin)
            throws InterruptedException {
        if (passphrase) {
            ring().changePassphrase();
            streams.say("The encrypted file is protected by the new passphrase.");
            return ExitCode.DONE.number();
        }
        var url = url(which);
        desk(stdin).rotate(slot(url), uri(url));
        return ExitCode.DONE.number();
    }

    @Command(name = "encrypt", description = "Print a key as enc:… text, which may stand in your config.json.")
    int encrypt(@Option(names = "--stdin", description = "Read the key from standard input.") boolean stdin)
            throws InterruptedException {
        var key = source(stdin)
                .key("Key (it is not shown): ")
                .orElseThrow(() -> new StopException(ExitCode.USAGE, "Nobody can be asked for the key: use --stdin"));
        streams.say(ring().encrypt(key));
        return ExitCode.DONE.number();
    }

    /// What the user means, else the configured agent.
    private String url(Which which) {
        return which.word()
                .or(this::configured)
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE,
                        "Say whose key: " + OwnCommand.with("auth login https://coder.example.com") + ", or anthropic,"
                                + " openai, gemini, openrouter"));
    }

    private Optional<String> configured() {
        var variable = environment.getOrDefault("CODER_AGENT_URL", "");
        return variable.isBlank()
                ? preferences().agentUrl().value().map(AgentUrl::uri).map(URI::toString)
                : Optional.of(variable);
    }

    private Preferences preferences() {
        return Settings.read(ConfigFiles.of(environment), List.of(), List.of()).preferences();
    }

    private static KeySlot slot(String url) {
        return KeySlot.of(url);
    }

    private static Optional<URI> uri(String url) {
        return url.contains("://") ? AgentUrl.parse(url) : Optional.empty();
    }

    private KeyRing ring() {
        return KeyRing.of(environment, streams::hidden);
    }

    private KeyDesk desk(boolean stdin) {
        var agents = new FarAgent(new Network(environment), Version.CURRENT, PATIENCE);
        return new KeyDesk(ring(), agents, source(stdin), streams::say);
    }

    private KeyDesk.Source source(boolean stdin) {
        return stdin ? _ -> Optional.of(read()) : streams::hidden;
    }

    private String read() {
        try {
            return new String(input.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new StopException(ExitCode.USAGE, "Standard input cannot be read", e);
        }
    }
}
