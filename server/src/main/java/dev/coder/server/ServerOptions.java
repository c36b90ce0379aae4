package dev.coder.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server was told on the command line and by its environment.
sealed interface ServerOptions {

    Duration FOREVER = Duration.ofDays(10_000);

    String USAGE = """
            Usage: coder serve [-h] [--database=JDBC-URL] [--host=H] [--port=N]
            Run an agent for others, in the foreground.
                  --database=JDBC-URL
                               Keep the sessions there: jdbc:sqlite:FILE or jdbc:postgresql://HOST/NAME (default:
                                 CODER_DATABASE_URL, else an SQLite file in the state folder).
                  --host=H     Listen on this address (default: 127.0.0.1).
                  --port=N     Listen on this port (default: 8420; 0: any free one).
              -h, --help       Show this help.

            Keys: CODER_API_KEYS holds them, separated by commas, or CODER_API_KEYS_FILE names a file that only its
            owner can read, one a line. Without keys the server listens on loopback only.

            Replicas on one PostgreSQL take over from each other: CODER_HEARTBEAT_SECONDS (5) says how often each one
            shows that it is alive; after four times without, its turns go on elsewhere.

            Exit codes:
              1    the agent cannot start
              2    Coder cannot be used like this
              130  stopped by Ctrl-C
              143  stopped by a signal
            """;

    /// `coder serve`: for others, in the foreground.
    ///
    /// @param heartbeat four missed ones, and another replica takes over
    record Serve(String host, int port, String databaseUrl, Access access, Duration heartbeat)
            implements ServerOptions {}

    /// `local`: started by a CLI for its user.
    ///
    /// @param parent ends with this process; null when it stays
    /// @param idle   ends after so long without work
    /// @param port   0 for any free one
    /// @param handed whether the keys come as a line of standard input
    record Local(Path state, String fingerprint, @Nullable Long parent, Duration idle, int port, boolean handed)
            implements ServerOptions {

        /// Whether somebody looks at it (`coder dev`): every CLI of this state folder uses it, whatever its settings.
        boolean dev() {
            return fingerprint.equals(DEV);
        }
    }

    /// Takes the place of a fingerprint.
    String DEV = "dev";

    record Help() implements ServerOptions {}

    /// @throws StartException for anything that is not understood
    static ServerOptions parse(String[] arguments, Map<String, String> environment) {
        var words = Arrays.asList(arguments).iterator();
        var mode = words.hasNext() ? words.next() : "serve";
        return switch (mode) {
            case "serve" -> serve(words, environment);
            case "local" -> local(words, environment);
            default -> throw new StartException("There is no mode " + mode + ".\n\n" + USAGE);
        };
    }

    private static ServerOptions serve(Iterator<String> words, Map<String, String> environment) {
        var host = "127.0.0.1";
        var port = 8420;
        var database = environment.get("CODER_DATABASE_URL");
        while (words.hasNext()) {
            var option = words.next();
            switch (option) {
                case "--host" -> host = value(option, words);
                case "--port" -> port = (int) number(option, value(option, words), 65535);
                case "--database" -> database = value(option, words);
                case "--help", "-h" -> {
                    return new Help();
                }
                default -> throw new StartException("There is no option " + option + ".\n\n" + USAGE);
            }
        }
        return new Serve(
                host,
                port,
                Optional.ofNullable(database)
                        .orElseGet(() -> "jdbc:sqlite:" + state(environment).resolve("server.db")),
                access(environment),
                heartbeat(environment));
    }

    private static ServerOptions local(Iterator<String> words, Map<String, String> environment) {
        Path state = state(environment);
        String fingerprint = "";
        Long parent = null;
        var handed = false;
        var port = 0;
        while (words.hasNext()) {
            var option = words.next();
            switch (option) {
                case "--state" -> state = Path.of(value(option, words));
                case "--fingerprint" -> fingerprint = value(option, words);
                case "--keys" -> handed = true;
                case "--port" -> port = (int) number(option, value(option, words), 65535);
                case "--parent" -> parent = number(option, value(option, words), Long.MAX_VALUE);
                default -> throw new StartException("There is no option " + option + ".");
            }
        }
        if (!fingerprint.matches("[0-9a-f]{1,64}|" + DEV)) {
            throw new StartException("The local agent is started by the CLI: run `coder`.");
        }
        var idle = Optional.ofNullable(environment.get("CODER_AGENT_IDLE_SECONDS"))
                .map(seconds -> Duration.ofSeconds(number("CODER_AGENT_IDLE_SECONDS", seconds, Integer.MAX_VALUE)))
                .orElse(Duration.ofMinutes(30));
        return new Local(state, fingerprint, parent, fingerprint.equals(DEV) ? FOREVER : idle, port, handed);
    }

    private static Duration heartbeat(Map<String, String> environment) {
        var seconds = environment.getOrDefault("CODER_HEARTBEAT_SECONDS", "5");
        return Duration.ofSeconds(Math.max(1, number("CODER_HEARTBEAT_SECONDS", seconds, 60)));
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new StartException("The option " + option + " needs a value.\n\n" + USAGE);
        }
        return words.next();
    }

    private static long number(String name, String value, long most) {
        try {
            var number = Long.parseLong(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new StartException(name + " is a whole number from 0 to " + most + ", not " + value + ".");
    }

    private static Access access(Map<String, String> environment) {
        var keys = environment.getOrDefault("CODER_API_KEYS", "");
        var file = environment.getOrDefault("CODER_API_KEYS_FILE", "");
        if (!keys.isBlank()) {
            return Access.keys(keys);
        }
        return file.isBlank() ? Access.open() : Access.keysIn(Path.of(file));
    }

    /// The state folder of this user (XDG Base Directory Specification 0.8).
    private static Path state(Map<String, String> environment) {
        var own = environment.getOrDefault("CODER_STATE_DIR", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        var xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        var home = environment.getOrDefault("HOME", "");
        var base = xdg.isBlank()
                ? Path.of(home.isBlank() ? System.getProperty("user.home") : home, ".local", "state")
                : Path.of(xdg);
        return base.resolve("coder");
    }
}
