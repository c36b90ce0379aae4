package dev.coder.cli.remote;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/// How long to go on trying an agent that does not answer: growing, jittered pauses, and an end. One owner thread.
public final class Contact {

    /// @param neverMet  how long an agent that never answered is tried
    /// @param met       how long an agent that has answered before is tried
    /// @param longPause the longest pause between two attempts, unless the agent asks for a longer one; never more
    ///                  than `met`
    public record Patience(Duration neverMet, Duration met, Duration longPause) {

        public static final Patience USUAL =
                new Patience(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(5));
    }

    private static final long FIRST_PAUSE_MILLIS = 100;

    private final Patience patience;
    private final Supplier<String> agent;
    private final BooleanSupplier met;
    private boolean seen;
    private int failures;
    private long firstFailure;

    /// @param met   whether it has ever answered
    /// @param agent its address, for the sentence
    Contact(Patience patience, BooleanSupplier met, Supplier<String> agent) {
        this.patience = patience;
        this.agent = agent;
        this.met = met;
    }

    /// The agent has shown that it is there.
    public void made() {
        seen = true;
        failures = 0;
    }

    /// Returns when it is time to try again.
    ///
    /// @throws StopException when there is no point in trying any longer
    public void lost(IOException cause) throws InterruptedException {
        if (failures++ == 0) {
            firstFailure = System.nanoTime();
        }
        seen |= met.getAsBoolean() || cause instanceof BusyException;
        var since = Duration.ofNanos(System.nanoTime() - firstFailure);
        if (since.compareTo(seen ? patience.met() : patience.neverMet()) >= 0 || hopeless(cause)) {
            throw new StopException(ExitCode.UNREACHABLE, sentence(cause), cause);
        }
        Thread.sleep(pause(cause));
    }

    private boolean hopeless(IOException cause) {
        var reason = cause instanceof ViaProxyException via ? via.reason() : cause;
        return !seen && (reason instanceof UnknownHostException || reason instanceof SSLException);
    }

    private Duration pause(IOException cause) {
        var upper = Math.min(
                FIRST_PAUSE_MILLIS << Math.min(failures - 1, 16),
                patience.longPause().toMillis());
        var pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(upper / 2, upper + 1));
        if (!(cause instanceof BusyException busy) || busy.retryAfter().compareTo(pause) <= 0) {
            return pause;
        }
        return busy.retryAfter().compareTo(patience.met()) > 0 ? patience.met() : busy.retryAfter();
    }

    private String sentence(IOException cause) {
        return seen
                ? "The agent at " + agent.get() + " has been out of reach for "
                        + patience.met().toSeconds() + " s (" + reason(cause)
                        + "). Nothing is lost; go on later with: " + OwnCommand.with("--continue")
                : "The agent at " + agent.get() + " cannot be reached (" + reason(cause)
                        + "). Check --agent-url and the network";
    }

    private static String reason(IOException cause) {
        return NoAnswer.of(cause).reason();
    }
}
