package dev.coder.cli;

import dev.coder.cli.config.ConfigFolder;
import dev.coder.cli.config.Projects;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.plugins.CommandFolder;
import dev.coder.cli.plugins.Plugins;
import dev.coder.cli.sessions.SessionCatalog;
import dev.coder.cli.slash.SlashCommands;
import dev.coder.cli.slash.Surroundings;
import dev.coder.cli.terminal.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What it takes to have the slash commands of a run: plugins, command files, and what they report on.
record RunCommands(Terms terms, Plugins plugins, Map<String, String> environment, Streams streams) {

    static RunCommands of(Terms terms, Map<String, String> environment, Streams streams) {
        var folders = terms.settings().preferences().toolsPath();
        var plugins = folders.isEmpty() ? Plugins.NONE : Plugins.load(folders, Toolbox.installed());
        return new RunCommands(terms, plugins, environment, streams);
    }

    SlashCommands commands(Workbench bench) {
        var notices = new ArrayList<String>();
        var workspace = bench.hands().workspace();
        var added = new ArrayList<>(inFiles(workspace.roots(), terms.trusted(), environment, notices));
        added.addAll(plugins.commands());
        var id = Projects.id(workspace, bench.state().clientId());
        return SlashCommands.all(new Surroundings(
                bench.client(),
                bench.desk(),
                new SessionCatalog(bench.client(), bench.state(), id),
                workspace,
                bench.undo(),
                bench.hands().tools(),
                bench.modes(),
                new RunReports(terms, bench, environment, streams),
                added,
                notices));
    }

    /// The user's own first, then those of the projects that are trusted.
    static List<Plugins.Added> inFiles(
            List<Path> projects, Collection<Path> trusted, Map<String, String> environment, List<String> notices) {
        var added = new ArrayList<>(
                CommandFolder.ofUser(ConfigFolder.of(environment)).commands(notices::add));
        for (var project : projects) {
            var folder = CommandFolder.ofProject(project);
            if (trusted.contains(project)) {
                added.addAll(folder.commands(notices::add));
            } else if (folder.isThere()) {
                notices.add("The commands in " + folder.path()
                        + " are not used, for the folder is not trusted; to trust it: " + OwnCommand.with("trust"));
            }
        }
        return added;
    }
}
