package dev.coder.policy;

import dev.coder.policy.CommandVerdict.Part;
import dev.coder.policy.PlainStep.NotPlain;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges a command of bash: allowed is what provably only reads in the project, denied what is known to do harm, and
/// everything else is asked.
///
/// @param rules what is known beyond the programs in the box
public record CommandJudge(Places places, Machine machine, CommandRules rules) {

    /// The rule that lets commands go that only read.
    public static final String READS = "read-only-command";

    private static final Decision READ = new Decision.Allow(READS, "the command only reads in the project");

    /// Among allowances, one that rests on more than reading counts first.
    private static final Comparator<Decision> WEIGHT =
            Decision.byStrictness().thenComparing(decision -> !decision.rule().equals(READS));

    /// The same with other rules.
    public CommandJudge with(CommandRules others) {
        return new CommandJudge(places, machine, others);
    }

    /// @param folder where the command starts, resolved
    public CommandVerdict judge(String command, Path folder) {
        try {
            var tree = BashNode.parse(command);
            var verdict = plain(tree, command, folder);
            return verdict.decision() instanceof Decision.Allow(var rule, var _) && rule.equals(READS)
                    ? verdict
                    : new Accuser(places, machine, rules, folder)
                            .accuse(tree)
                            .map(accusation -> new CommandVerdict(strictest(accusation, verdict), verdict.parts()))
                            .orElse(verdict);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new CommandVerdict(new Decision.Ask("command", "the command can not be judged: " + e), List.of());
        }
    }

    /// The tree of a command, one node a line, indented: for people.
    public static String tree(String command) {
        var lines = new StringBuilder();
        print(BashNode.parse(command), 0, lines);
        return lines.toString();
    }

    private static void print(BashNode node, int depth, StringBuilder lines) {
        lines.repeat("  ", depth).append(node.type()).append(node.children().isEmpty() ? "  " + node.text() : "");
        lines.append('\n');
        node.children().forEach(child -> print(child, depth + 1, lines));
    }

    private static Decision strictest(Decision accusation, CommandVerdict verdict) {
        return Stream.of(accusation, verdict.decision())
                .max(Decision.byStrictness())
                .orElseThrow();
    }

    private CommandVerdict plain(BashNode tree, String command, Path folder) {
        try {
            var walk = new Walk();
            walk.follow(PlainStep.of(tree, command), Set.of(folder));
            var all = Stream.concat(walk.parts.stream().map(Part::decision), walk.doubts.stream());
            return new CommandVerdict(all.max(WEIGHT).orElseThrow(), walk.parts);
        } catch (NotPlain e) {
            return new CommandVerdict(
                    new Decision.Ask("command", "the command may change something: " + e.reason()), List.of());
        }
    }

    /// Follows the folders in which each call may start: `cd` may fail, and what comes after `;` runs all the same.
    private final class Walk {

        private final List<Part> parts = new ArrayList<>();
        private final List<Decision> doubts = new ArrayList<>();

        /// @param success the folders after it went well
        /// @param failure the folders after it did not
        private record After(Set<Path> success, Set<Path> failure) {

            Set<Path> any() {
                return union(success, failure);
            }
        }

        private static Set<Path> union(Set<Path> some, Set<Path> more) {
            return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
        }

        After follow(PlainStep step, Set<Path> folders) {
            return switch (step) {
                case PlainStep.Call call -> call(call, folders);
                case PlainStep.Pipeline(var stages) -> {
                    stages.forEach(stage -> follow(stage, folders));
                    yield new After(folders, folders);
                }
                case PlainStep.Then(var first, var joint, var second) -> then(follow(first, folders), joint, second);
            };
        }

        private After then(After first, String joint, PlainStep second) {
            return switch (joint) {
                case "&&" -> {
                    var after = follow(second, first.success());
                    yield new After(after.success(), union(first.failure(), after.failure()));
                }
                case "||" -> {
                    var after = follow(second, first.failure());
                    yield new After(union(first.success(), after.success()), after.failure());
                }
                default -> follow(second, first.any());
            };
        }

        private After call(PlainStep.Call call, Set<Path> folders) {
            var words = call.words().stream().map(Word::text).toList();
            if (!folders.stream().allMatch(folder -> inputsAreHarmless(call, folder))) {
                doubts.add(new Decision.Ask("command", "it may read something outside the project"));
            }
            if (words.getFirst().equals("cd")) {
                return changeFolder(words, folders);
            }
            for (var folder : folders) {
                parts.add(new Part(words, folder, decide(call.words(), words, folder)));
            }
            return new After(folders, folders);
        }

        private boolean inputsAreHarmless(PlainStep.Call call, Path folder) {
            return call.inputs().stream().allMatch(input -> isHarmless(input.text(), folder));
        }

        private static final int MOST_FOLDERS = 16;

        private After changeFolder(List<String> words, Set<Path> folders) {
            if (folders.size() > MOST_FOLDERS) {
                doubts.add(new Decision.Ask("command", "it changes the folder too often"));
                return new After(folders, folders);
            }
            var reached = new HashSet<Path>();
            for (var folder : folders) {
                var next = words.size() == 2 && !words.get(1).startsWith("-") ? enter(words.get(1), folder) : null;
                parts.add(new Part(
                        words,
                        folder,
                        next != null ? READ : new Decision.Ask("command", "it may leave the project's folder")));
                reached.add(next == null ? folder : next);
            }
            return new After(Set.copyOf(reached), folders);
        }
    }

    /// Where `cd` leads; null when it is not known to lead into the project. Not through links: the shell and the
    /// kernel mean different things by what comes after them.
    private @Nullable Path enter(String path, Path folder) {
        if (!isHarmless(path, folder)) {
            return null;
        }
        var plain = folder.resolve(path).normalize();
        return machine.resolve(folder.resolve(path)).equals(plain) ? plain : null;
    }

    private Decision decide(List<Word> call, List<String> words, Path folder) {
        var builtIn = onlyReads(call, folder) ? READ : doubt(words);
        return rules.decide(words, folder)
                .map(rule -> rule instanceof Decision.Allow && builtIn instanceof Decision.Ask
                        ? unlessGuarded(rule, words, folder)
                        : Stream.of(builtIn, rule).max(Decision.byStrictness()).orElseThrow())
                .orElse(builtIn);
    }

    /// A star lifts no question about files that are asked for each time, nor about programs that git is told to run.
    private Decision unlessGuarded(Decision rule, List<String> words, Path folder) {
        var harm = new Harm(places, machine, Set.of(folder));
        return IntStream.range(1, words.size())
                .filter(i -> harm.isGuarded(words.get(i)) || Harm.makesGitRun(words, i))
                .mapToObj(words::get)
                .filter(word -> !rules.spellsOut(words, folder, word))
                .findFirst()
                .<Decision>map(word -> new Decision.Ask("command", "\"" + word + "\" is asked for each time"))
                .orElse(rule);
    }

    /// Whether a call reads and does nothing else, wherever that may be.
    boolean isReader(List<String> words, Path folder) {
        var program = words.getFirst();
        return !machine.isForeign(program)
                && !(program.equals("git") && machine.hasGitHelpers(folder))
                && Readers.inTheBox().readings(words).isPresent();
    }

    private static Decision doubt(List<String> words) {
        var program = words.getFirst();
        var reason = Readers.inTheBox().knows(program)
                ? program + " may do more than read in the project with these options and paths"
                : program + " may change something";
        return new Decision.Ask("command", reason);
    }

    private boolean onlyReads(List<Word> call, Path folder) {
        var program = call.getFirst().text();
        var words = expanded(call, folder);
        if (words.isEmpty() || call.getFirst().pattern() || machine.isForeign(program) || !isHarmless(".", folder)) {
            return false;
        }
        return program.equals("git") ? gitOnlyReads(words.get(), folder) : readsHarmlessPaths(words.get(), folder);
    }

    private boolean readsHarmlessPaths(List<String> words, Path folder) {
        return Readers.inTheBox()
                .readings(words)
                .map(readings -> readings.stream().allMatch(reading -> isHarmless(reading, folder)))
                .orElse(false);
    }

    private boolean isHarmless(Reading reading, Path folder) {
        return isHarmless(reading.path(), folder)
                && !(reading.kind().isTree()
                        && machine.anyBelow(
                                machine.resolve(folder.resolve(reading.path())),
                                reading.kind() == Value.TREE,
                                path -> !places.isReadable(path)));
    }

    private boolean gitOnlyReads(List<String> words, Path folder) {
        var left = new ArrayList<>(words);
        var in = folder;
        while (left.size() > 1 && left.get(1).startsWith("-")) {
            var option = left.get(1);
            if (Set.of("--no-pager", "-P", "--no-optional-locks", "--literal-pathspecs")
                    .contains(option)) {
                left.remove(1);
            } else if (option.equals("-C") && left.size() > 2 && isHarmless(left.get(2), in)) {
                in = machine.resolve(in.resolve(left.get(2)));
                left.subList(1, 3).clear();
            } else {
                break;
            }
        }
        return !machine.hasGitHelpers(in) && readsHarmlessPaths(left, in);
    }

    /// The words with the names of files in the place of patterns.
    private Optional<List<String>> expanded(List<Word> call, Path folder) {
        var words = new ArrayList<String>();
        for (var word : call) {
            var matches = word.pattern() ? machine.matches(folder, word.text()) : List.<String>of();
            if (word.pattern() && SecretPatterns.mayMatch(word.text())) {
                return Optional.empty();
            }
            words.addAll(matches.isEmpty() ? List.of(word.text()) : matches);
        }
        return Optional.of(words);
    }

    private boolean isHarmless(String path, Path folder) {
        try {
            return path.equals("/dev/null") || places.isReadable(machine.resolve(folder.resolve(path)));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
