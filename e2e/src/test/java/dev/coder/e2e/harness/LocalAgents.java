package dev.coder.e2e.harness;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// The local agents that have announced themselves in a home's state folder.
public record LocalAgents(Home home) {

    public Path folder() {
        return home.state().resolve("agents");
    }

    /// Those whose process lives.
    public List<LocalAgent> alive() {
        return announced().stream()
                .filter(agent -> ProcessHandle.of(agent.pid())
                        .filter(ProcessHandle::isAlive)
                        .isPresent())
                .toList();
    }

    public List<LocalAgent> announced() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (var files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The only one.
    public LocalAgent only() {
        var all = alive();
        if (all.size() != 1) {
            throw new AssertionError("expected one local agent: " + all);
        }
        return all.getFirst();
    }

    public static AgentApi api(LocalAgent agent) {
        return new AgentApi(URI.create("http://127.0.0.1:" + agent.port()), agent.token());
    }

    /// `kill -9`
    public void kill(LocalAgent agent) {
        ProcessHandle.of(agent.pid()).ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await("the end of the local agent").until(() -> !runs(agent));
    }

    /// Whether its process lives; one that has ended and is not buried yet does not.
    public boolean runs(LocalAgent agent) {
        return home.processes().anyMatch(process -> process.pid() == agent.pid());
    }

    /// Absent when it went away meanwhile.
    private static Optional<LocalAgent> read(Path file) {
        try {
            return Optional.of(ProtocolJson.read(LocalAgent.class, Files.readString(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
