package dev.coder.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.coder.cli.remote.AgentProbe;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.AgentStatus;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which agents are asked to go when one is started.
class NeighboursTest {

    private static final String BUILD = "0123abcd";

    @TempDir
    private Path folder;

    private final List<RecordingAgent> agents = new ArrayList<>();

    /// An agent that tells its status, and notes when it is asked to go.
    private static final class RecordingAgent implements AutoCloseable {

        private final HttpServer server;
        private volatile boolean asked;

        RecordingAgent(AgentStatus status) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/agent", exchange -> {
                asked |= exchange.getRequestURI().getPath().endsWith("/drain");
                var body = ProtocolJson.write(status).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @AfterEach
    void close() {
        agents.forEach(RecordingAgent::close);
    }

    private RecordingAgent agent(String fingerprint, int atWork, long idleSeconds) throws IOException {
        var pid = ProcessHandle.current().pid();
        var agent = new RecordingAgent(
                new AgentStatus(pid, 1, "1", fingerprint, "jdbc:sqlite:x", atWork, 0, false, 1, idleSeconds));
        agents.add(agent);
        var port = agent.server.getAddress().getPort();
        Files.writeString(
                folder.resolve(fingerprint + ".json"),
                ProtocolJson.write(new LocalAgent(pid, port, "token", "1", fingerprint, 1)));
        return agent;
    }

    private void makeRoom() throws Exception {
        new Neighbours(new AgentRegistry(folder), new AgentProbe("1"), BUILD + "0000000000000000").makeRoom();
    }

    private List<Boolean> asked() {
        return agents.stream().map(agent -> agent.asked).toList();
    }

    @Test
    void onlyOneOfAnotherBuildIsAskedToGo() throws Exception {
        agent(BUILD + "0000000000000000", 0, 0);
        agent(BUILD + "1111111111111111", 0, 1000);
        agent("dev", 0, 1000);
        agent("9999999900000000", 0, 0);
        agent("999999990000000000000000", 1, 0);
        makeRoom();
        assertThat(asked()).containsExactly(false, false, false, true, true);
    }

    @Test
    void ofTooManyThoseThatWereIdleTheLongestGo() throws Exception {
        for (var i = 0; i < Neighbours.MOST + 1; i++) {
            agent(BUILD + "111111111111111" + i, 0, 10L * i);
        }
        makeRoom();
        assertThat(asked()).containsExactly(false, false, false, false, false, true, true);
    }

    @Test
    void noneThatIsAtWorkGoes() throws Exception {
        for (var i = 0; i < Neighbours.MOST; i++) {
            agent(BUILD + "111111111111111" + i, i == 0 ? 0 : 1, 10L * i);
        }
        makeRoom();
        assertThat(asked()).containsExactly(true, false, false, false, false, false);
    }
}
