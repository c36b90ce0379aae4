package dev.coder.cli.completion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A shell that Coder knows how to complete for.
public enum Shell {
    BASH,
    ZSH,
    FISH;

    /// As one types it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param program a shell as `SHELL` names it, such as `/usr/bin/zsh`
    public static Optional<Shell> of(String program) {
        var name = program.substring(program.lastIndexOf('/') + 1);
        for (var shell : values()) {
            if (shell.word().equals(name)) {
                return Optional.of(shell);
            }
        }
        return Optional.empty();
    }

    /// Where the script belongs for one user.
    public Path completionFile(Path home, Map<String, String> environment) {
        return switch (this) {
            case BASH -> data(home, environment).resolve("bash-completion/completions/coder");
            case ZSH -> data(home, environment).resolve("zsh/site-functions/_coder");
            case FISH -> fish(home, environment).resolve("completions/coder.fish");
        };
    }

    /// The file that every interactive shell of one user reads; for fish one of our own.
    public Path startFile(Path home, Map<String, String> environment) {
        return switch (this) {
            case BASH -> home.resolve(isMac() && !Files.exists(home.resolve(".bashrc")) ? ".bash_profile" : ".bashrc");
            case ZSH -> folder(environment, "ZDOTDIR", home).resolve(".zshrc");
            case FISH -> fish(home, environment).resolve("conf.d/coder.fish");
        };
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    }

    private static Path data(Path home, Map<String, String> environment) {
        return folder(environment, "XDG_DATA_HOME", home.resolve(".local/share"));
    }

    private static Path fish(Path home, Map<String, String> environment) {
        return folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("fish");
    }

    private static Path folder(Map<String, String> environment, String variable, Path usual) {
        var own = environment.getOrDefault(variable, "");
        return own.isBlank() ? usual : Path.of(own).toAbsolutePath();
    }

    /// The script that makes this shell complete these commands.
    public String script(CommandTree commands) {
        return switch (this) {
            case BASH -> template().replace("@CASES@", new BashCases(commands).text());
            case ZSH -> template().replace("@CASES@", new ZshCases(commands).text());
            case FISH -> {
                var lines = new FishLines(commands);
                yield template().replace("@PATHS@", lines.paths()).replace("@LINES@", lines.text());
            }
        };
    }

    private String template() {
        try (var in = Shell.class.getResourceAsStream("coder." + word())) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
