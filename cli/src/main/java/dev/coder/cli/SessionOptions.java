package dev.coder.cli;

import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.sessions.SessionCatalog;
import dev.coder.cli.terminal.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whose sessions a command is about.
final class SessionOptions {

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "The projects of the sessions (repeatable; default: the current folder).")
    List<String> projects = new ArrayList<>();

    @Mixin
    AgentOptions agent = new AgentOptions();

    SessionCatalog catalog(Map<String, String> environment, Streams streams) throws InterruptedException {
        var state = StateFolder.of(environment);
        var workspace = KnownProjects.open(projects, environment);
        var client = Workbench.client(agent, workspace, environment, streams);
        return new SessionCatalog(client, state, Projects.id(workspace, state.clientId()));
    }
}
