package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.project.Detected;
import dev.coder.cli.project.Detection;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.SecretFiles;
import dev.coder.protocol.ProtocolJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coder analyze`: what a project is, as the model is told it.
@Command(
        name = "analyze",
        description = "Show what kind of project this is: frameworks, package manager, how to build, test and lint it.")
final class AnalyzeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "The projects, by folder or name (default: the current folder).")
    List<String> folders = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object a project.")
    boolean json;

    private final Map<String, String> environment;
    private final Streams streams;

    AnalyzeCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        var roots = KnownProjects.open(folders, environment).roots();
        var detection =
                new Detection(StateFolder.of(environment), Toolbox.installed(), file -> !SecretFiles.isSecret(file));
        for (var root : roots) {
            var detected = detection.of(root).as(type(root));
            if (json) {
                streams.say(ProtocolJson.write(detected.told()));
            } else {
                show(detected);
            }
        }
        return ExitCode.DONE.number();
    }

    private Optional<String> type(Path root) throws InterruptedException {
        return Terms.toShow(environment, List.of(root)).settings().preferences().projectType();
    }

    private void show(Detected detected) {
        streams.plain(detected.root());
        if (detected.types().isEmpty()) {
            streams.plain("  no known kind of project");
        }
        detected.types().forEach(this::show);
        if (!detected.files().isEmpty()) {
            streams.plain("  files to know: " + String.join(", ", detected.files()));
        }
    }

    private void show(Detected.Kind kind) {
        streams.plain("  " + kind.headline());
        kind.notes().forEach(note -> streams.plain("    " + note));
        kind.commands().forEach((purpose, command) -> streams.plain("    %-8s %s".formatted(purpose + ":", command)));
    }
}
