package dev.coder.cli;

import dev.coder.cli.config.ConfigFiles;
import dev.coder.cli.config.ConfigListing;
import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.Trust;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.terminal.Streams;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which project's settings are meant.
final class ConfigListings {

    @Option(names = "--project", paramLabel = "DIR", description = "In this folder (default: the current one).")
    @Nullable
    String project;

    /// The settings that count there. Nothing is asked, and a file with a mistake is told off and left out.
    ConfigListing read(Map<String, String> environment, Streams streams) {
        var root = Projects.open(project == null ? List.of() : List.of(project)).root();
        var trusted = new Trust(StateFolder.of(environment)).said(root).orElse(false);
        if (!trusted && bringsSettings(root)) {
            streams.complain("The settings that " + root
                    + " brings along do not count, for the folder is not trusted; to trust it: "
                    + OwnCommand.with("trust"));
        }
        var listing = ConfigListing.of(ConfigFiles.of(environment), trusted ? List.of(root) : List.of(), environment);
        listing.complaints().forEach(streams::complain);
        return listing;
    }

    private static boolean bringsSettings(Path root) {
        return ConfigFiles.hasAnything(root);
    }
}
