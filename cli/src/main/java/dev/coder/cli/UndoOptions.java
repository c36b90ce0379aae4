package dev.coder.cli;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.terminal.Streams;
import dev.coder.cli.undo.Scope;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.cli.undo.UndoDialog;
import dev.coder.cli.undo.UndoLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whose history an undo command is about.
final class UndoOptions {

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "The projects of the session (repeatable; default: the current folder).")
    List<String> projects = new ArrayList<>();

    UndoDialog dialog(Map<String, String> environment, Streams streams) {
        var scope = Scope.of(KnownProjects.open(projects, environment), StateFolder.of(environment), UndoLimits.USUAL);
        return new UndoDialog(new UndoDesk(scope), voice(streams));
    }

    private static UndoDialog.Voice voice(Streams streams) {
        return new UndoDialog.Voice() {
            @Override
            public void say(String line) {
                streams.plain(line);
            }

            @Override
            public void diff(String line) {
                streams.diff(line);
            }

            @Override
            public Optional<Boolean> ask(String question) {
                return streams.confirm(question);
            }
        };
    }
}
