package dev.coder.cli;

import dev.coder.cli.config.ConfigDesk;
import dev.coder.cli.config.ConfigTarget;
import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.config.UserLocale;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `coder config edit`: the user's editor on a copy, which becomes the file when nothing is wrong in it.
@Command(name = "edit", description = "Open a file of settings in your editor, and check it afterwards.")
final class ConfigEditCommand implements Callable<Integer> {

    @Mixin
    ConfigPlace place = new ConfigPlace();

    private final Map<String, String> environment;
    private final Streams streams;

    ConfigEditCommand(Map<String, String> environment, Streams streams) {
        this.environment = environment;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var target = place.target();
        var desk = place.desk(environment);
        var before = desk.draft(target);
        var folder = PrivateFiles.folder(StateFolder.of(environment).path().resolve("drafts"));
        var copy = folder.resolve(desk.path(target).getFileName().toString());
        PrivateFiles.replace(copy, before);
        edit(desk, target, copy);
        var after = Files.readAllBytes(copy);
        Files.delete(copy);
        if (Arrays.equals(before, after)) {
            streams.say("Nothing was changed");
        } else {
            desk.accept(target, after);
            streams.say("Written: " + desk.path(target));
        }
        return ExitCode.DONE.number();
    }

    private void edit(ConfigDesk desk, ConfigTarget target, Path copy) throws IOException, InterruptedException {
        run(copy);
        var mistakes = desk.mistakes(target, Files.readAllBytes(copy));
        while (!mistakes.isEmpty()) {
            mistakes.forEach(streams::complain);
            if (!streams.confirm("Edit again?").orElse(false)) {
                throw new StopException(
                        ExitCode.USAGE,
                        "The file stays as it was; what you wrote is in " + copy + " until you edit again");
            }
            run(copy);
            mistakes = desk.mistakes(target, Files.readAllBytes(copy));
        }
    }

    /// The editor may be any command with options, as for git.
    private void run(Path file) throws IOException, InterruptedException {
        var editor = editor();
        var command = new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString()).inheritIO();
        UserLocale.restore(command.environment());
        if (command.start().waitFor() != 0) {
            throw new StopException(
                    ExitCode.USAGE,
                    "The editor (" + editor + ") failed, so nothing was changed; set VISUAL or EDITOR to another");
        }
    }

    private String editor() {
        return Stream.of("VISUAL", "EDITOR")
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("vi");
    }
}
