package dev.coder.cli.doctor;

import dev.coder.cli.completion.Shell;
import dev.coder.cli.config.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Whether `coder` can be typed, and completed.
record ShellCheck(Map<String, String> environment) implements Check {

    @Override
    public List<Finding> look() {
        return List.of(path(), completion());
    }

    private Finding path() {
        var found = ProgramsCheck.find(environment, "coder");
        var link = StateFolder.home(environment).resolve(".local/bin/coder");
        return found.isPresent()
                ? Finding.ok("path", found.get().toString())
                : Files.isExecutable(link)
                        ? Finding.warn("path", link + " is not on the PATH of this shell", "open a new shell")
                        : Finding.warn("path", "coder is not on the PATH", "run coder setup");
    }

    private Finding completion() {
        var shell = Shell.of(environment.getOrDefault("SHELL", ""));
        if (shell.isEmpty()) {
            return Finding.ok("completion", "none for this shell");
        }
        return Files.exists(file(shell.get()))
                ? Finding.ok("completion", shell.get().word() + ", " + file(shell.get()))
                : Finding.warn("completion", shell.get().word() + " does not complete coder", "run coder setup");
    }

    private Path file(Shell shell) {
        return shell.completionFile(StateFolder.home(environment), environment);
    }
}
