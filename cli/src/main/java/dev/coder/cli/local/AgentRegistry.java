package dev.coder.cli.local;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.remote.Endpoint;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.SessionAnswers.LocalAgent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `STATE/agents/`: the agents of this user on this machine, one file each, written by the agent itself.
record AgentRegistry(Path folder) {

    static AgentRegistry of(StateFolder state) throws IOException {
        return new AgentRegistry(PrivateFiles.folder(state.agents()));
    }

    /// @return null when there is none, or its file makes no sense
    @Nullable
    LocalAgent find(String fingerprint) throws IOException {
        try {
            var agent = ProtocolJson.read(LocalAgent.class, Files.readString(file(fingerprint)));
            return ProcessHandle.of(agent.pid()).isPresent() ? agent : null;
        } catch (NoSuchFileException | MalformedJsonException e) {
            return null;
        }
    }

    /// All that are alive, as far as their files tell.
    List<LocalAgent> all() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            var found = new ArrayList<LocalAgent>();
            for (var file : files) {
                var name = file.getFileName().toString();
                var agent = find(name.substring(0, name.length() - ".json".length()));
                if (agent != null) {
                    found.add(agent);
                }
            }
            return found;
        }
    }

    Path log(String fingerprint) {
        return folder.resolve(fingerprint + ".log");
    }

    /// What stands in a log; bytes that are no text become replacement characters.
    static List<String> lines(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    Path lock(String fingerprint) {
        return folder.resolve(fingerprint + ".lock");
    }

    private Path file(String fingerprint) {
        return folder.resolve(fingerprint + ".json");
    }

    static Endpoint endpoint(LocalAgent agent) {
        return new Endpoint(URI.create("http://127.0.0.1:" + agent.port()), agent.token());
    }
}
