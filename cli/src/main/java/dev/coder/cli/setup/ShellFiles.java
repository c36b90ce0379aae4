package dev.coder.cli.setup;

import dev.coder.cli.completion.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a shell has to be given: the command in a folder of its `PATH`, and a script that completes it.
record ShellFiles(Ground ground, Shell shell) {

    private static final String MARK = " # coder setup\n";

    /// Makes what is wanted.
    ///
    /// @return what the user has to know
    List<String> make(Workshop workshop, boolean path, boolean completions) throws IOException {
        var notes = new ArrayList<String>();
        if (path) {
            link(workshop, notes);
        }
        if (completions) {
            completions(workshop, notes);
        }
        return notes;
    }

    private void link(Workshop workshop, List<String> notes) throws IOException {
        var launcher = ground.launcher();
        var link = ground.bin().resolve("coder");
        if (launcher.isEmpty()) {
            notes.add("coder was not started by its launcher, so that it was not put on the PATH");
        } else if (!workshop.link(link, launcher.get())) {
            notes.add(link + " is another program's and was left alone; to have this one: ln -sf " + launcher.get()
                    + " " + link);
        } else if (!ground.isOnPath(ground.bin())) {
            workshop.lines(startFile(), pathLine());
            notes.add("coder is on the PATH of every shell that starts from now on (" + startFile() + ")");
        }
    }

    private void completions(Workshop workshop, List<String> notes) throws IOException {
        var file = completionFile();
        if (!workshop.file(file, ground.completion().apply(shell))) {
            notes.add(file + " is not as Coder wrote it and was left alone");
            return;
        }
        switch (shell) {
            case BASH -> workshop.lines(startFile(), bashLine(file));
            case ZSH -> workshop.lines(startFile(), zshLine(file.resolveSibling("")));
            case FISH -> {} // finds it by itself
        }
    }

    private Path completionFile() {
        return shell.completionFile(ground.home(), ground.environment());
    }

    private Path startFile() {
        return shell.startFile(ground.home(), ground.environment());
    }

    private String pathLine() {
        return switch (shell) {
            case BASH, ZSH -> "export PATH=\"$HOME/.local/bin:$PATH\"" + MARK;
            case FISH -> "fish_add_path --path $HOME/.local/bin" + MARK;
        };
    }

    /// Only the package bash-completion, which need not be there, would find it by itself.
    private static String bashLine(Path file) {
        return "[ ! -r '" + file + "' ] || . '" + file + "'" + MARK;
    }

    /// After `compinit` of the user's own there is none again: it takes a tenth of a second.
    private static String zshLine(Path folder) {
        return "fpath=('" + folder + "' $fpath); autoload -Uz _coder compinit;"
                + " (( $+functions[compdef] )) || compinit; compdef _coder coder" + MARK;
    }
}
