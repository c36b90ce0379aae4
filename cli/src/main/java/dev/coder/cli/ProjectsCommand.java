package dev.coder.cli;

import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.project.Detection;
import dev.coder.cli.project.KnownProject;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.SecretFiles;
import dev.coder.protocol.ProtocolJson;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder projects …`: the projects that can be called by their names.
@Command(name = "projects", description = "Your projects, which --project knows by name: list, add, rm.")
final class ProjectsCommand implements Runnable {

    private final Map<String, String> environment;
    private final Streams streams;

    ProjectsCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new StopException(ExitCode.USAGE, "Say which: " + OwnCommand.with("projects list, add or rm"));
    }

    @Command(name = "add", description = "Make a folder known by a name.")
    int add(
            @Parameters(paramLabel = "DIR", arity = "0..1", description = "The folder (default: the current one).")
                    @Nullable
                    String folder,
            @Option(names = "--name", paramLabel = "NAME", description = "Its name (default: that of the folder).")
                    @Nullable
                    String name)
            throws InterruptedException {
        var root = Projects.open(folder == null ? List.of() : List.of(folder)).root();
        var added = KnownProjects.of(environment).add(root, name);
        streams.plain("Added " + added.name() + ": " + added.root());
        return ExitCode.DONE.number();
    }

    @Command(name = "rm", description = "Forget a project that was added. Its files stay.")
    int remove(@Parameters(paramLabel = "NAME|DIR", description = "Its name or its folder.") String project)
            throws InterruptedException {
        streams.plain("Forgotten: " + KnownProjects.of(environment).remove(project));
        return ExitCode.DONE.number();
    }

    @Command(name = "list", description = "Show those that were added, and those that \"projectPaths\" finds.")
    int list(@Option(names = "--json", description = "One JSON object a line.") boolean json)
            throws InterruptedException {
        var projects = KnownProjects.of(environment).all();
        var state = StateFolder.of(environment);
        var trusted = new Trust(state).folders();
        var detection = new Detection(state, Toolbox.installed(), file -> !SecretFiles.isSecret(file));
        for (var project : projects) {
            var type = detection.of(project.root()).type();
            var trust = trusted.contains(project.root().toString());
            streams.plain(json ? ProtocolJson.writeObject(members(project, type, trust)) : line(project, type, trust));
        }
        if (projects.isEmpty() && !json) {
            streams.hint("No project is known yet; add one: " + OwnCommand.with("projects add DIR"));
        }
        return ExitCode.DONE.number();
    }

    private static String line(KnownProject project, String type, boolean trusted) {
        return "%-20s %-24s %-9s %-10s %s"
                .formatted(project.name(), type, trusted ? "trusted" : "", day(project), project.root());
    }

    private static String day(KnownProject project) {
        return project.lastUsed()
                .map(at -> LocalDate.ofInstant(at, ZoneId.systemDefault()).toString())
                .orElse("-");
    }

    private static Map<String, Object> members(KnownProject project, String type, boolean trusted) {
        var members = new LinkedHashMap<String, Object>();
        members.put("name", project.name());
        members.put("path", project.root().toString());
        members.put("type", type);
        members.put("trusted", trusted);
        members.put("added", project.added());
        project.lastUsed().ifPresent(at -> members.put("lastUsed", at.toString()));
        return members;
    }
}
