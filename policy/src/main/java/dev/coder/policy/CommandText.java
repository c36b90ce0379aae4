package dev.coder.policy;

import dev.coder.plugin.Effect;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All that a command may be seen to name, for rules that ask or deny: call by call as the judge finds them, and where
/// it is not plain, word by word as they stand in its text. What a program makes up while it runs is not seen here.
///
/// @param callees what is called by its text, where it does more than read
/// @param places the words that may be paths, each below the folder it starts from
record CommandText(
        Effect.RunCommand run,
        CommandJudge judge,
        CommandVerdict verdict,
        Set<Call> calls,
        Callees callees,
        Set<Place> places) {

    /// What stands between the parts of a text in another language, or of an option.
    private static final String ENDS_OF_NAMES = "[\\s;&|(){}<>`'\",=:!$\\\\]+";

    private static final Pattern MESSAGE = Pattern.compile("-[a-z]*m|--(message|title|body)");

    /// @param folder where it may start
    record Call(List<String> words, Path folder) {

        Call {
            words = List.copyOf(words);
        }

        /// Whether it looks into all files below the folders it is given.
        boolean searches() {
            var program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
            return switch (program) {
                case "rg", "ag", "ack" -> true;
                case "git" -> words.contains("grep");
                case "grep", "egrep", "fgrep", "diff" ->
                    words.stream().anyMatch(word -> word.matches("-[a-zA-Z]*[rR].*|--(dereference-)?recursive|-d.*"));
                default -> false;
            };
        }
    }

    /// A word that may be a path.
    ///
    /// @param folder where the command would look for it
    /// @param bare   whether it is a name alone, which may as well be no path at all
    record Place(Path path, Path folder, boolean bare) {}

    private static final Pattern WRITES_FILE = Pattern.compile("(?s).*>(?!\\s*(/dev/null|&)).*");
    private static final String ENDS_OF_CALLS = "[;|&\\n(){}`]+";
    private static final String ENDS_OF_WORDS = "[\\s<>=:,$]+";

    /// @param judge whose rules are not asked
    static CommandText of(Effect.RunCommand run, CommandJudge judge) {
        var calls = new LinkedHashSet<Call>();
        var verdict = judge.with((words, folder) -> {
                    calls.add(new Call(words, folder));
                    return Optional.empty();
                })
                .judge(run.command(), run.workingDirectory());
        verdict.parts().forEach(part -> calls.add(new Call(part.words(), part.folder())));
        if (verdict.parts().isEmpty()) {
            calls.addAll(loose(run));
        }
        var home = judge.places().home();
        var places = new LinkedHashSet<Place>(paths(bare(run.command()), run.workingDirectory(), home));
        calls.forEach(call -> call.words().forEach(word -> places.addAll(paths(word, call.folder(), home))));
        var callees = verdict.decision() instanceof Decision.Allow ? Callees.NONE : Callees.of(run.command());
        return new CommandText(run, judge, verdict, calls, callees, places);
    }

    /// Whether nothing but reading is proven of it.
    boolean onlyReads() {
        return verdict.decision() instanceof Decision.Allow;
    }

    boolean names(EffectPattern pattern, UnaryOperator<Path> resolve) {
        return switch (pattern) {
            case EffectPattern.Any(var verbs, var _) ->
                verbs.contains(Verb.RUN) || (verbs.contains(Verb.DELETE) && deletes(resolve));
            case EffectPattern.Call(var words) ->
                onlyReads()
                        ? verdict.parts().stream().anyMatch(part -> words.isCalledBy(part.words()))
                        : spoken(resolve).anyMatch(words::isWithin);
            case EffectPattern.Place(var _, var path) ->
                places.stream()
                        .filter(place -> !place.bare() || isNamed(place, path, resolve))
                        .anyMatch(place -> path.isNamedBy(resolved(place.path(), resolve), resolve));
            case EffectPattern.Host(var host) ->
                calls.stream().flatMap(call -> call.words().stream()).anyMatch(host::isNamedIn);
        };
    }

    /// Where a whole project is spoken of, every word would lie in it: there a name counts that is a file, or may
    /// become
    /// one.
    private boolean isNamed(Place place, PathPattern pattern, UnaryOperator<Path> resolve) {
        return judge.places().workspace().roots().stream()
                        .filter(root -> place.folder().startsWith(root))
                        .noneMatch(root -> pattern.matches(root, resolve, true))
                || WRITES_FILE.matcher(run.command()).matches()
                || !judge.machine()
                        .matches(place.folder(), place.path().getFileName().toString())
                        .isEmpty();
    }

    private boolean deletes(UnaryOperator<Path> resolve) {
        return !onlyReads()
                && spoken(resolve)
                        .flatMap(List::stream)
                        .anyMatch(word -> Danger.DESTROY.of(word) || word.equals("-delete"));
    }

    /// All calls, each as it stands, with its words in parts, and with its links followed.
    private Stream<List<String>> spoken(UnaryOperator<Path> resolve) {
        var found = Stream.concat(
                calls.stream(), callees.all().stream().map(words -> new Call(words, run.workingDirectory())));
        return found.flatMap(call -> {
            var words = withoutMessages(call.words());
            var parts = words.stream()
                    .flatMap(Harm::alternatives)
                    .flatMap(CommandText::parts)
                    .filter(part -> !part.isEmpty())
                    .toList();
            var followed = words.stream()
                    .map(word -> followed(word, call.folder(), resolve))
                    .toList();
            return Stream.of(words, parts, followed);
        });
    }

    /// A word, what a program may split it into, with and without its quotes, and what is joined to an option.
    private static Stream<String> parts(String word) {
        var unquoted = word.replaceAll("[\"'\\\\]", "");
        return Stream.of(word, unquoted)
                .distinct()
                .flatMap(text -> Stream.concat(Stream.of(text), Arrays.stream(text.split(ENDS_OF_NAMES))))
                .flatMap(
                        part -> part.matches("-[A-Za-z][^-].*") ? Stream.of(part, part.substring(2)) : Stream.of(part));
    }

    /// What `git commit` and its like take as a text.
    private static List<String> withoutMessages(List<String> words) {
        if (words.size() < 2
                || !Danger.name(words.getFirst()).equals("git")
                || !words.get(1).matches("commit|tag|merge|stash|notes")) {
            return words;
        }
        return IntStream.range(0, words.size())
                .filter(i -> i == 0 || !MESSAGE.matcher(words.get(i - 1)).matches())
                .mapToObj(words::get)
                .filter(word -> !word.startsWith("--message="))
                .toList();
    }

    private static String followed(String word, Path folder, UnaryOperator<Path> resolve) {
        try {
            return word.indexOf('/') < 0
                    ? word
                    : resolve.apply(folder.resolve(word)).toString();
        } catch (IllegalArgumentException e) {
            return word;
        }
    }

    /// Whether it may call programs whose names do not stand in it.
    boolean isUnclear() {
        return callees.unclear();
    }

    /// Whether it runs in one of the folders, or names something there.
    boolean concerns(List<Path> folders, UnaryOperator<Path> resolve) {
        return folders.isEmpty()
                || Stream.concat(
                                Stream.concat(
                                        Stream.of(run.workingDirectory()),
                                        calls.stream().map(Call::folder)),
                                places.stream().map(place -> resolved(place.path(), resolve)))
                        .anyMatch(place -> folders.stream().anyMatch(place::startsWith));
    }

    /// Why it is beyond a limit; empty when it is within, or only reads.
    Optional<Decision> refusal(CommandLimit limit) {
        return onlyReads()
                ? Optional.empty()
                : limit.refusal(run.command(), words -> judge.isReader(words, run.workingDirectory()));
    }

    /// Whether one of its calls may come across such a place by looking into all that lies below another.
    boolean mayFind(PathPattern pattern, UnaryOperator<Path> resolve) {
        return calls.stream().anyMatch(Call::searches)
                && Stream.concat(
                                places.stream().map(Place::path), calls.stream().map(Call::folder))
                        .anyMatch(place -> pattern.mayLieBelow(resolved(place, resolve), resolve));
    }

    private static List<Call> loose(Effect.RunCommand run) {
        return Arrays.stream(bare(run.command()).split(ENDS_OF_CALLS))
                .map(call -> Arrays.stream(call.split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList())
                .filter(words -> !words.isEmpty())
                .map(words -> new Call(words, run.workingDirectory()))
                .toList();
    }

    /// Without the quotes and line breaks that may stand within a word.
    private static String bare(String command) {
        return command.replace("\\\n", "").replaceAll("[\"'\\\\]", "");
    }

    private static List<Place> paths(String text, Path folder, Path home) {
        var places = new ArrayList<Place>();
        Stream.concat(Stream.of(text), Arrays.stream(text.split(ENDS_OF_CALLS + "|" + ENDS_OF_WORDS)))
                .filter(word -> !word.isBlank())
                .forEach(word -> place(word, folder, home).ifPresent(places::add));
        return places;
    }

    private static Optional<Place> place(String word, Path folder, Path home) {
        try {
            var path = folder.resolve(word.matches("(?s)~(/.*)?") ? home + word.substring(1) : word);
            return Optional.of(new Place(path, folder, word.indexOf('/') < 0 && !word.matches("~.*|\\.+")));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Path resolved(Path place, UnaryOperator<Path> resolve) {
        try {
            return resolve.apply(place);
        } catch (IllegalArgumentException e) {
            return place.normalize();
        }
    }
}
