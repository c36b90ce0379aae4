package dev.coder.server;

import dev.coder.agent.Agent;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a local agent is found, asked to go, and goes by itself: the file that names its port and token, its idle time,
/// the process that it must not outlive.
final class LocalLife {

    private static final Logger LOG = LoggerFactory.getLogger(LocalLife.class);
    private static final long LOOK_MS = 250;
    /// One that was asked to go waits so long for a CLI that is running a tool to come back.
    private static final Duration LEAVING_IDLE = Duration.ofSeconds(60);
    /// One that no CLI finds any more need not wait for any.
    private static final Duration LOST_IDLE = Duration.ofSeconds(5);
    private static final Duration LOST_LOOK = Duration.ofSeconds(2);

    private final ServerOptions.Local options;
    private final Path file;
    private final String token;
    private final long startedAt = System.currentTimeMillis() / 1000;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long lastActive = System.nanoTime();
    private volatile boolean leaving;

    LocalLife(ServerOptions.Local options) {
        this.options = options;
        this.file = options.state().resolve("agents").resolve(options.fingerprint() + ".json");
        this.token = newToken();
    }

    String token() {
        return token;
    }

    private static String newToken() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Called at every request that is of use to somebody.
    void active() {
        lastActive = System.nanoTime();
    }

    List<Route> routes(Agent agent, IntSupplier port) {
        return List.of(
                Route.of(
                        "GET",
                        "/v1/agent",
                        "The agent process itself",
                        null,
                        SessionAnswers.AgentStatus.class,
                        200,
                        exchange -> exchange.json(200, status(agent, port.getAsInt()))),
                Route.of("POST", "/v1/agent/stop", "End in good order", null, null, 202, exchange -> {
                    exchange.empty(202);
                    end.countDown();
                }),
                Route.of("POST", "/v1/agent/drain", "End as soon as nobody needs it", null, null, 202, exchange -> {
                    leaving = true;
                    exchange.empty(202);
                }));
    }

    private SessionAnswers.AgentStatus status(Agent agent, int port) {
        return new SessionAnswers.AgentStatus(
                ProcessHandle.current().pid(),
                port,
                Version.CURRENT,
                options.fingerprint(),
                agent.database().name(),
                agent.sessionsAtWork(),
                agent.openStreams(),
                leaving || agent.draining(),
                startedAt,
                Duration.ofNanos(System.nanoTime() - lastActive).toSeconds());
    }

    /// Tells CLIs where the agent is: the file appears as a whole, and only its owner can read it.
    void announce(int port) {
        var content = ProtocolJson.write(new SessionAnswers.LocalAgent(
                ProcessHandle.current().pid(), port, token, Version.CURRENT, options.fingerprint(), startedAt));
        var draft = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(draft);
            try (var channel = Files.newByteChannel(
                    draft,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes the file away again, unless it belongs to a successor by now.
    void withdraw() {
        try {
            if (isAnnounced()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed", file, e);
        }
    }

    /// Whether CLIs still find this agent: its file is there, and no successor's.
    private boolean isAnnounced() throws IOException {
        try {
            return Files.readString(file).contains(token);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean isLost() {
        try {
            return !isAnnounced();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return false;
        }
    }

    /// Asks [#awaitEnd] to return.
    void end() {
        end.countDown();
    }

    /// Blocks until the agent is to end.
    void awaitEnd(Agent agent) throws InterruptedException {
        var lost = false;
        var nextLook = System.nanoTime();
        while (!end.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() >= nextLook) {
                nextLook = System.nanoTime() + LOST_LOOK.toNanos();
                lost = isLost();
                leaving |= lost;
            }
            if (agent.sessionsAtWork() > 0 || agent.openStreams() > 0) {
                active();
            }
            if (orphaned()) {
                LOG.info("the process that this agent was started for has ended");
                return;
            }
            var limit = limit(lost);
            if (System.nanoTime() - lastActive > limit.toNanos()) {
                LOG.info("nothing to do for {}", limit);
                return;
            }
        }
    }

    private Duration limit(boolean lost) {
        var most = options.idle();
        var wanted = lost ? LOST_IDLE : leaving ? LEAVING_IDLE : most;
        return wanted.compareTo(most) < 0 ? wanted : most;
    }

    private boolean orphaned() {
        var parent = options.parent();
        return parent != null
                && ProcessHandle.of(parent).filter(ProcessHandle::isAlive).isEmpty();
    }
}
