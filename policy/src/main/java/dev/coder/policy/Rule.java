package dev.coder.policy;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// One configured rule: what it says of which effects.
///
/// @param text   as it is shown, such as `deny run git push`
/// @param reason for whoever is refused or asked
/// @param origin the file and line it stands in
public record Rule(Ruling ruling, EffectPattern what, String text, String reason, String origin) {

    /// Where the paths in rules start.
    ///
    /// @param folders the projects
    public record Roots(List<Path> folders, Path home) {

        public Roots {
            folders = List.copyOf(folders);
        }
    }

    /// Where a rule stands, and the words of whoever wrote it.
    ///
    /// @param reason may be empty
    public record Note(String reason, String origin) {}

    /// @param pattern a [Verb] and what it is done to, such as `run git push`, `write docs/**` or `fetch
    ///   example.com`
    /// @throws IllegalArgumentException when it cannot be understood; the message says why
    public static Rule of(Ruling ruling, String pattern, Roots roots, Note note) {
        var words = pattern.strip().split("\\s+", 2);
        return rule(ruling, what(verb(words[0]), words.length == 1 ? "" : words[1], roots), pattern.strip(), note);
    }

    /// For [Ruling#ALLOW], the command with exactly these words.
    public static Rule command(Ruling ruling, String words, Note note) {
        return rule(ruling, new EffectPattern.Call(WordPattern.of(words)), "run " + words, note);
    }

    /// An entry of `allowedCommands` in the user's own file.
    public static Rule allowed(AllowedCommand command, Note note) {
        var words = String.join(" ", command.words().words());
        return rule(Ruling.ALLOW, new EffectPattern.Call(command.words()), "run " + words, note);
    }

    /// An entry of `requireConfirmation` that names a program, or a command with these words.
    public static Rule confirmed(String program, Note note) {
        var words = WordPattern.of(program);
        var reason = "requireConfirmation names " + String.join(" ", words.words());
        return rule(
                Ruling.ASK,
                new EffectPattern.Call(words),
                "run " + String.join(" ", words.words()),
                new Note(reason, note.origin()));
    }

    /// What the user should know of it; empty for most rules.
    public Optional<String> warning() {
        return ruling == Ruling.ALLOW && what instanceof EffectPattern.Call(var words)
                ? AllowedCommand.warning(words)
                : Optional.empty();
    }

    /// Nothing may be done to it.
    public static Rule blocked(String path, Roots roots, Note note) {
        var place =
                new EffectPattern.Place(EnumSet.allOf(Verb.class), PathPattern.of(path, roots.folders(), roots.home()));
        return rule(Ruling.DENY, place, path, new Note("blockedPaths names " + path, note.origin()));
    }

    /// All of this kind are asked for.
    public static Rule confirmed(Set<Verb> verbs, Note note) {
        return confirmed(verbs, List.of(), note);
    }

    /// All of this kind are asked for; of those on files the ones in these folders, where there are any.
    public static Rule confirmed(Set<Verb> verbs, List<Path> folders, Note note) {
        var kinds = String.join(", ", verbs.stream().sorted().map(Verb::word).toList());
        return rule(
                Ruling.ASK,
                new EffectPattern.Any(verbs, folders),
                kinds,
                new Note("requireConfirmation names it", note.origin()));
    }

    private static Rule rule(Ruling ruling, EffectPattern what, String shown, Note note) {
        var text = ruling.word() + " " + shown;
        return new Rule(
                ruling, what, text, note.reason().isBlank() ? "\"" + text + "\"" : note.reason(), note.origin());
    }

    private static Verb verb(String word) {
        for (var verb : Verb.values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        throw new IllegalArgumentException(
                "\"" + word + "\" is not what a rule can speak of; write run COMMAND, read PATH,"
                        + " write PATH, delete PATH or fetch HOST");
    }

    private static EffectPattern what(Verb verb, String object, Roots roots) {
        return switch (verb) {
            case RUN -> new EffectPattern.Call(WordPattern.of(object));
            case FETCH -> new EffectPattern.Host(new HostPattern(object));
            case READ, WRITE, DELETE ->
                new EffectPattern.Place(Set.of(verb), PathPattern.of(object, roots.folders(), roots.home()));
            case USE -> new EffectPattern.Any(Set.of(verb), List.of());
        };
    }

    /// Whether it speaks of an example: a command, a path, or a host or URL, whichever the rule is about.
    ///
    /// @throws IllegalArgumentException when the example cannot be understood
    public boolean matches(String example, Roots roots) {
        return switch (what) {
            case EffectPattern.Any _ -> true;
            case EffectPattern.Call(var words) -> matches(words, example, roots);
            case EffectPattern.Place(var _, var pattern) ->
                PathPattern.of(example, roots.folders(), roots.home())
                        .places(Path::normalize)
                        .anyMatch(path -> pattern.matches(path, Path::normalize, ruling.tightens()));
            case EffectPattern.Host(var host) ->
                host.matches(
                        example.contains("://")
                                ? String.valueOf(URI.create(example).getHost())
                                : example);
        };
    }

    private boolean matches(WordPattern words, String example, Roots roots) {
        var places = new Places(new Workspace(roots.folders()), roots.home(), List.of());
        var judge = new CommandJudge(places, Machine.UNSEEN, CommandRules.NONE);
        var text = CommandText.of(new Effect.RunCommand(example, roots.folders().getFirst()), judge);
        var parts = text.verdict().parts();
        return ruling.tightens()
                ? text.names(what, Path::normalize)
                : parts.size() == 1 && words.isExactly(parts.getFirst().words());
    }

    /// Whether it speaks of an effect that is no command.
    boolean covers(Effect effect, UnaryOperator<Path> resolve) {
        return switch (what) {
            case EffectPattern.Any(var verbs, var folders) -> covers(verbs, effect) && concerns(folders, effect);
            case EffectPattern.Call _ -> false;
            case EffectPattern.Place(var verbs, var pattern) ->
                covers(verbs, effect) && covers(pattern, effect, resolve);
            case EffectPattern.Host(var host) -> effect instanceof Effect.Fetch(var uri) && host.matches(uri);
        };
    }

    /// What is done to no file concerns every folder.
    private static boolean concerns(List<Path> folders, Effect effect) {
        return folders.isEmpty()
                || switch (effect) {
                    case Effect.ReadFile(var path) -> isIn(folders, path);
                    case Effect.ListDirectory(var path) -> isIn(folders, path);
                    case Effect.WriteFile(var path) -> isIn(folders, path);
                    case Effect.DeleteFile(var path) -> isIn(folders, path);
                    case Effect.RunCommand _,
                            Effect.SendInput _,
                            Effect.RunIsolated _,
                            Effect.UseSecret _,
                            Effect.Fetch _,
                            Effect.Internal _ -> true;
                };
    }

    /// What is deleted may hold a folder.
    private static boolean isIn(List<Path> folders, Path path) {
        return folders.stream().anyMatch(folder -> path.startsWith(folder) || folder.startsWith(path));
    }

    private static boolean covers(Set<Verb> verbs, Effect effect) {
        return verbs.stream().anyMatch(verb -> verb.covers(effect));
    }

    private boolean covers(PathPattern pattern, Effect effect, UnaryOperator<Path> resolve) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> pattern.matches(path, resolve, ruling.tightens());
            case Effect.ListDirectory(var path) -> pattern.matches(path, resolve, ruling.tightens());
            case Effect.WriteFile(var path) -> pattern.matches(path, resolve, ruling.tightens());
            case Effect.DeleteFile(var path) ->
                pattern.matches(path, resolve, ruling.tightens())
                        || (ruling.tightens() && pattern.mayLieBelow(path, resolve));
            case Effect.RunCommand _,
                    Effect.SendInput _,
                    Effect.RunIsolated _,
                    Effect.UseSecret _,
                    Effect.Fetch _,
                    Effect.Internal _ -> false;
        };
    }
}
