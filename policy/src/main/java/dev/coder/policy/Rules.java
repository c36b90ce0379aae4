package dev.coder.policy;

import dev.coder.plugin.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All that is said beyond the built-in rules: by configuration, and by the user who said "always". The strictest wins.
///
/// @param limits     to the commands that may change something; each holds
/// @param allowances what is remembered
/// @param roots      where the text of commands starts
/// @param resolve    follows the links of an absolute path; may throw when a link leads nowhere
public record Rules(
        List<Rule> rules,
        List<CommandLimit> limits,
        List<Allowance> allowances,
        Rule.Roots roots,
        SizeLimit size,
        UnaryOperator<Path> resolve)
        implements CommandRules {

    /// Nothing is configured, nothing remembered.
    public static final Rules NONE = new Rules(
            List.of(),
            List.of(),
            List.of(),
            new Rule.Roots(List.of(Path.of("/")), Path.of("/")),
            SizeLimit.NONE,
            Path::normalize);

    public Rules {
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
        allowances = List.copyOf(allowances);
    }

    /// The same, and these as if the user had said "always".
    public Rules and(List<Allowance> more) {
        var all = new ArrayList<>(allowances);
        all.addAll(more);
        return new Rules(rules, limits, all, roots, size, resolve);
    }

    /// The same, but each link is followed only the first time.
    Rules resolvingOnce() {
        var known = new ConcurrentHashMap<Path, Path>();
        return new Rules(rules, limits, allowances, roots, size, path -> known.computeIfAbsent(path, resolve));
    }

    /// What lifts a built-in "ask" for one call of a program. What tightens looks at the [CommandText].
    @Override
    public Optional<Decision> decide(List<String> words, Path folder) {
        return allowances.stream().anyMatch(allowance -> allowance.covers(words, folder))
                ? Optional.of(remembered())
                : said(rule -> lifting(rule)
                        .filter(pattern -> pattern.isExactly(words))
                        .isPresent());
    }

    @Override
    public boolean spellsOut(List<String> words, Path folder, String word) {
        return allowances.stream().anyMatch(allowance -> allowance.covers(words, folder))
                || rules.stream()
                        .flatMap(rule -> lifting(rule).stream())
                        .anyMatch(pattern ->
                                pattern.isExactly(words) && pattern.words().contains(word));
    }

    private static Optional<WordPattern> lifting(Rule rule) {
        return rule.ruling() == Ruling.ALLOW && rule.what() instanceof EffectPattern.Call(var pattern)
                ? Optional.of(pattern)
                : Optional.empty();
    }

    /// @param effect no command
    /// @return empty when nothing speaks of it
    Optional<Decision> decide(Effect effect) {
        var limit = size.decide(effect);
        var said = limit.isPresent() ? limit : said(rule -> rule.covers(effect, resolve));
        return said.isEmpty() && allowances.stream().anyMatch(allowance -> allowance.covers(effect))
                ? Optional.of(remembered())
                : said;
    }

    /// The places that nothing may be done to, as far as they can be named.
    public Stream<Path> blocked() {
        return rules.stream()
                .filter(rule -> rule.ruling() == Ruling.DENY)
                .flatMap(rule -> rule.what() instanceof EffectPattern.Place(var verbs, var path)
                                && verbs.contains(Verb.READ)
                                && path.rest().isEmpty()
                        ? path.places(resolve)
                        : Stream.empty())
                .distinct();
    }

    /// What asks or denies for a whole command.
    Optional<Decision> tightened(CommandText text) {
        var said = said(rule -> rule.ruling().tightens() && speaksOf(rule, text));
        return Stream.of(said, mayBeMeant(text), said.isPresent() ? Optional.<Decision>empty() : comesAcross(text))
                .flatMap(Optional::stream)
                .max(Decision.byStrictness());
    }

    /// A program whose name only shows when it runs may be one that is asked for or denied.
    private Optional<Decision> mayBeMeant(CommandText text) {
        return rules.stream()
                .filter(rule -> rule.ruling().tightens() && rule.what() instanceof EffectPattern.Call)
                .findFirst()
                .filter(_ -> text.isUnclear())
                .map(rule -> new Decision.Ask(
                        rule.origin(),
                        "which programs it runs only shows when it runs, and \"" + rule.text() + "\" is set"));
    }

    /// The limits that a command is beyond.
    Optional<Decision> limited(CommandText text) {
        return limits.stream()
                .filter(limit -> text.concerns(limit.folders(), resolve))
                .flatMap(limit -> text.refusal(limit).stream())
                .findFirst();
    }

    private boolean speaksOf(Rule rule, CommandText text) {
        return text.names(rule.what(), resolve)
                && !(text.onlyReads()
                        && rule.what() instanceof EffectPattern.Place(var verbs, var _)
                        && !verbs.contains(Verb.READ));
    }

    /// A search may come across what is not to be read unasked.
    private Optional<Decision> comesAcross(CommandText text) {
        return rules.stream()
                .filter(rule -> rule.ruling().tightens()
                        && rule.what() instanceof EffectPattern.Place(var verbs, var path)
                        && verbs.contains(Verb.READ)
                        && text.mayFind(path, resolve))
                .findFirst()
                .map(rule ->
                        new Decision.Ask(rule.origin(), "it may look into what \"" + rule.text() + "\" speaks of"));
    }

    private Optional<Decision> said(Predicate<Rule> speaks) {
        return rules.stream()
                .filter(speaks)
                .<Decision>map(rule -> rule.ruling().decision(rule.origin(), rule.reason()))
                .max(Decision.byStrictness());
    }

    private static Decision remembered() {
        return new Decision.Allow("remembered", "the user said always");
    }
}
