package dev.coder.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The calls of programs that stand in a command, anywhere in its tree, and those that these make in turn.
///
/// Variables are not worked out: which value holds depends on the way that the shell takes.
final class Callees {

    private static final int DEEPEST = 6;
    private static final int MOST = 2_000;
    private static final Set<String> NO_WORDS =
            Set.of("variable_assignment", "file_redirect", "herestring_redirect", "heredoc_redirect");

    /// What makes a name that does not stand there.
    private static final Pattern MAKES_NAMES = Pattern.compile("[$`*?{]");

    private static final Pattern BRACES = Pattern.compile("\\{.*(,|\\.\\.).*}");

    static final Callees NONE = new Callees();

    private final List<List<String>> all = new ArrayList<>();
    private final Constants constants = new Constants();
    private boolean unclear;

    private Callees() {}

    static Callees of(String command) {
        var callees = new Callees();
        try {
            callees.read(command, 0);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            callees.unclear = true; // it cannot be judged, or is nested very deep
        }
        return callees;
    }

    /// Whether it may call a program whose name does not stand in it.
    boolean unclear() {
        return unclear;
    }

    /// All of them, each with its words; what is not known of those stands as [Constants#UNKNOWN].
    List<List<String>> all() {
        return all;
    }

    private void read(String text, int depth) {
        if (depth > DEEPEST) {
            unclear = true;
            return;
        }
        var tree = BashNode.parse(text);
        unclear |= tree.broken() && MAKES_NAMES.matcher(text).find();
        unclear |= tree.holds(BashNode::isDocumentWithBackticks);
        tree.all()
                .filter(node -> node.is("command"))
                .map(node -> words(node, constants))
                .filter(Predicate.not(List::isEmpty))
                .forEach(words -> call(words, depth));
    }

    /// The program and its arguments.
    static List<String> words(BashNode command, Constants constants) {
        return command.children().stream()
                .filter(child -> !NO_WORDS.contains(child.type()))
                .map(constants::of)
                .toList();
    }

    private void call(List<String> words, int depth) {
        unclear |= isUnclear(words.getFirst()) || all.size() >= MOST;
        if (all.size() >= MOST) {
            return;
        }
        all.add(words);
        switch (Errand.of(words)) {
            case Errand.None() -> {}
            case Errand.Calls(var _, var calls) ->
                calls.stream().filter(Predicate.not(List::isEmpty)).forEach(call -> call(call, depth));
            case Errand.Script(var text) -> read(text, depth + 1);
            case Errand.Opaque() -> unclear |= words.stream().anyMatch(Callees::isUnclear);
            case Errand.Unknown() -> unclear = true;
        }
    }

    /// Whether the shell may make another name of a word.
    private static boolean isUnclear(String word) {
        return word.contains(Constants.UNKNOWN)
                || BRACES.matcher(word).find()
                || (FilePattern.is(word) && !word.matches("\\[\\[?"));
    }
}
