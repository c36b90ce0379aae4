package dev.coder.e2e.harness;

import dev.coder.e2e.model.Scenario;
import dev.coder.e2e.model.ScriptedProvider;
import dev.coder.e2e.model.Wire;
import java.nio.file.Path;

/// All that one scenario needs: a scripted model, a user's home, a project. Closing it leaves nothing behind.
public final class Stage implements AutoCloseable {

    private final Path parent;
    private final ScriptedProvider provider;
    private final Home home;
    private final Workdir project;

    private Stage(Path parent, ScriptedProvider provider) {
        this.parent = parent;
        this.provider = provider;
        this.home = Home.create(parent);
        this.project = Workdir.create(parent);
    }

    /// @param parent an existing folder
    public static Stage of(Path parent, Scenario scenario) {
        return new Stage(parent, ScriptedProvider.start(scenario));
    }

    public ScriptedProvider provider() {
        return provider;
    }

    public Home home() {
        return home;
    }

    public Workdir project() {
        return project;
    }

    public LocalAgents localAgents() {
        return new LocalAgents(home);
    }

    /// Everything allowed, the model's variables set, the local agent in use.
    public Coder coder(Wire wire) {
        return Coder.in(home, project.folder())
                .with(wire.environment(provider.address()))
                .withOptions("--model", wire.modelName(), "--approval-mode", "bypass");
    }

    /// Everything allowed, an agent elsewhere in use, no model's variables here.
    public Coder coder(Wire wire, AgentApi agent) {
        return Coder.in(home, project.folder())
                .against(agent)
                .withOptions("--model", wire.modelName(), "--approval-mode", "bypass");
    }

    /// An agent that is not the CLI's own, with the model's variables.
    public AgentProcess serve(Wire wire, String databaseUrl) {
        return AgentProcess.start(
                Coder.in(home, home.folder()).with(wire.environment(provider.address())), databaseUrl);
    }

    /// The URL of an SQLite database in the home folder.
    public String sqlite() {
        return "jdbc:sqlite:" + home.folder().resolve("served.db");
    }

    /// Another one beside the first, as untouched as that was.
    public Workdir anotherProject() {
        return Workdir.create(parent);
    }

    @Override
    public void close() {
        home.close();
        provider.close();
    }
}
