package dev.coder.cli.secrets;

import dev.coder.plugin.ToolException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands between this machine and the agent: hides secrets in texts that leave, and puts them back where a call
/// uses them here. The same value has the same name in every session of a user; hiding twice changes nothing.
///
/// Nothing is loaded before the first text. Thread-safe.
public final class SecretFirewall {

    /// `__SECRET_github_token_0a1b2c3d4e5f__`
    private static final Pattern NAME = Pattern.compile("__SECRET_[a-z0-9_]{1,60}_[0-9a-v]{12}__");

    /// What was done to a text.
    ///
    /// @param text without secrets
    public record Hiding(String text, List<Hidden> hidden) {}

    /// One value that was replaced.
    ///
    /// @param line where it stood in the text, from 1 on
    public record Hidden(String kind, String name, int line) {}

    /// What was made of a text with names in it.
    ///
    /// @param text with the values
    /// @param names those that were replaced
    public record Revealed(String text, Set<String> names) {}

    private record Loaded(SecretDetector detector, KnownSecrets known) {}

    private final OwnSecrets own;
    private final Supplier<SecretKey> key;
    private final @Nullable SecretBook book;
    private final Supplier<Loaded> loaded;

    private SecretFirewall(OwnSecrets own, Path state, @Nullable Path workspace) {
        this.own = own;
        this.key = new Once<>(() -> SecretKey.in(state));
        this.book = workspace == null ? null : new SecretBook(workspace, key);
        this.loaded = new Once<>(this::load);
    }

    /// One that can put values back.
    ///
    /// @param state     Coder's state folder
    /// @param workspace the folder in it where the names are kept
    /// @param home      the user's home folder
    /// @param projects  the roots of the projects
    public static SecretFirewall of(
            Path state, Path workspace, Map<String, String> environment, Path home, List<Path> projects) {
        return new SecretFirewall(new OwnSecrets(environment, home, projects), state, workspace);
    }

    /// One that only hides.
    public static SecretFirewall hiding(Path state, Map<String, String> environment, Path home) {
        return new SecretFirewall(new OwnSecrets(environment, home, List.of()), state, null);
    }

    private Loaded load() {
        var detector = new SecretDetector();
        return new Loaded(detector, new KnownSecrets(own.values(detector)));
    }

    /// The text without its secrets.
    public String hide(String text) {
        return hideAll(text).text();
    }

    /// The text without its secrets, and what they were.
    public Hiding hideAll(String text) {
        var found = find(text);
        if (found.isEmpty()) {
            return new Hiding(text, List.of());
        }
        var hidden = new ArrayList<Hidden>();
        var clean = new StringBuilder(text.length());
        var done = 0;
        var line = 1;
        for (var finding : found) {
            line += lines(text, done, finding.start());
            var name = name(finding, text.substring(finding.start(), finding.end()));
            hidden.add(new Hidden(finding.kind(), name, line));
            clean.append(text, done, finding.start()).append(name);
            line += lines(text, finding.start(), finding.end());
            done = finding.end();
        }
        return new Hiding(clean.append(text, done, text.length()).toString(), List.copyOf(hidden));
    }

    List<Finding> find(String text) {
        if (text.length() < KnownSecrets.SHORTEST) {
            return List.of();
        }
        return loaded.get().detector().find(text, loaded.get().known());
    }

    String name(Finding finding, String value) {
        var name = key.get().name(finding.kind(), value);
        if (book != null) {
            book.keep(name, value);
        }
        return name;
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    /// Puts the values back.
    ///
    /// @throws ToolException when a name stands for nothing that was hidden here
    public Revealed reveal(String text) throws ToolException {
        var names = new LinkedHashSet<String>();
        var matcher = NAME.matcher(text);
        var revealed = new StringBuilder();
        while (matcher.find()) {
            var value = book == null ? null : book.value(matcher.group());
            if (value == null) {
                throw ToolException.invalid(matcher.group() + " stands for no value that was hidden in this project;"
                        + " copy such names exactly as they were shown to you, and never make one up");
            }
            names.add(matcher.group());
            matcher.appendReplacement(revealed, Matcher.quoteReplacement(value));
        }
        return new Revealed(matcher.appendTail(revealed).toString(), names);
    }
}
