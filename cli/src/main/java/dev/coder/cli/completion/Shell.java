package dev.coder.cli.completion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
