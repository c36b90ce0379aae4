package dev.coder.server;

import dev.coder.agent.Agent;
import dev.coder.agent.model.EnvironmentModels;
import dev.coder.agent.model.RetryPolicy;
import dev.coder.agent.session.Database;
import dev.coder.agent.session.Holder;
import dev.coder.agent.session.WorkPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/// Starts an agent that listens: `serve` for others, `local` for the CLI of this user.
public final class ServerMain {

    private ServerMain() {}

    public static void main(String[] arguments) {
        try {
            configureLogging("logging.properties");
            ProxySelector.setDefault(new EnvironmentProxies(System.getenv()));
            switch (ServerOptions.parse(arguments, System.getenv())) {
                case ServerOptions.Help _ -> System.out.println(ServerOptions.USAGE);
                case ServerOptions.Serve serve -> serve(serve);
                case ServerOptions.Local local -> local(local);
            }
        } catch (StartException | IllegalArgumentException e) {
            System.err.println("coder serve: " + e.getMessage());
            System.exit(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            System.err.println("coder serve: " + reason(e));
            System.exit(1);
        }
    }

    private static String reason(Throwable e) {
        var root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "The agent cannot start: " + root.getMessage();
    }

    private static void serve(ServerOptions.Serve options) throws InterruptedException {
        var address = HttpServer.address(options.host());
        if (options.access().isOpen() && !address.isLoopbackAddress()) {
            throw new StartException("Without keys the server listens on loopback only: set CODER_API_KEYS, or leave "
                    + options.host() + " out.");
        }
        var agent = agent(
                open(options.databaseUrl()),
                new EnvironmentModels(System.getenv()),
                Agent.Settings.server(Holder.thisProcess()).withHeartbeat(options.heartbeat()));
        var http = new HttpServer(agent, options.access(), address, options.port(), List.of(), () -> {});
        http.start();
        agent.start();
        var end = new CountDownLatch(1);
        endOnSignal(end::countDown);
        System.out.println("Coder agent " + Version.CURRENT + " is listening on http://"
                + (address.isLoopbackAddress() ? "127.0.0.1" : options.host()) + ":" + http.port() + " (database "
                + agent.database().name()
                + (options.access().isOpen() ? "; no keys are set: only this machine can reach it)" : ")"));
        end.await();
        stop(agent, http);
    }

    private static void local(ServerOptions.Local options) throws InterruptedException {
        if (options.dev()) {
            configureLogging("dev-logging.properties");
        }
        var environment = options.handed() ? HandedKeys.read(System.in, System.getenv()) : System.getenv();
        var life = new LocalLife(options);
        var database = open("jdbc:sqlite:" + options.state().resolve("agent.db"));
        var models = new EnvironmentModels(environment);
        var settings = Agent.Settings.server(Holder.thisProcess())
                .withPool(WorkPool.of(database, models.identity()))
                .withHeartbeat(Duration.ofSeconds(1))
                .withDrainGrace(Duration.ofSeconds(5));
        var agent = agent(database, models, settings);
        var port = new int[1];
        var http = new HttpServer(
                agent,
                Access.token(life.token()),
                InetAddress.getLoopbackAddress(),
                options.port(),
                life.routes(agent, () -> port[0]),
                life::active);
        http.start();
        agent.start();
        port[0] = http.port();
        life.announce(http.port());
        endOnSignal(life::end);
        life.awaitEnd(agent);
        life.withdraw();
        stop(agent, http);
    }

    private static Agent agent(Database database, EnvironmentModels models, Agent.Settings settings) {
        return new Agent(database, models, RetryPolicy.standard(), settings, Clock.systemUTC());
    }

    private static Database open(String databaseUrl) {
        if (databaseUrl.startsWith("jdbc:sqlite:")) {
            var file = Path.of(databaseUrl.substring("jdbc:sqlite:".length())).toAbsolutePath();
            makeFolder(Objects.requireNonNullElse(file.getParent(), file));
        }
        return Database.open(databaseUrl);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From here on SIGTERM and SIGINT let the process end when [#main] has returned. Before, they end it at once:
    /// a
    /// start that fails must not wait for itself.
    ///
    /// @param end makes [#main] return
    private static void endOnSignal(Runnable end) {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.run();
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /// The reverse of the start: no new work, then no more requests, then the database.
    static void stop(Agent agent, HttpServer http) {
        agent.drain();
        http.close();
        agent.close();
    }

    private static void configureLogging(String resource) {
        try (var settings = ServerMain.class.getResourceAsStream(resource)) {
            LogManager.getLogManager().readConfiguration(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
