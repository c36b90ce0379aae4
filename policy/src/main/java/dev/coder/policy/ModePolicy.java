package dev.coder.policy;

import dev.coder.plugin.Effect;
import dev.coder.policy.Places.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The built-in rules, what an [ApprovalMode] lets through, together with all other rules: an allowing one lifts a
/// built-in "ask" and nothing else, an asking or denying one always counts.
///
/// @param sandboxed whether commands will run in a sandbox
/// @param commands  tells the commands that only read from those that do harm
public record ModePolicy(ApprovalMode mode, Places places, boolean sandboxed, CommandJudge commands, Rules rules)
        implements Policy {

    private static final String EDIT = "edit";
    private static final int REASONS = 3;
    /// Asked for on account of the file itself.
    private static final Set<String> SINGLED_OUT = Set.of(
            "protected-name", "write-secret", "write-outside", "read-secret", "read-outside", "own-state", "blocked");

    /// The built-in rules alone.
    public ModePolicy(ApprovalMode mode, Places places, boolean sandboxed, CommandJudge commands) {
        this(mode, places, sandboxed, commands, Rules.NONE);
    }

    @Override
    public Decision decide(List<Effect> effects) {
        try {
            var decisions = effects.stream().map(this::decide).toList();
            return decisions.stream()
                    .max(Decision.byStrictness())
                    .map(strictest -> strictest instanceof Decision.Ask first ? told(first, decisions) : strictest)
                    .orElseGet(() -> change("unknown-effects", "the tool does not say what it would touch"));
        } catch (RuntimeException | LinkageError e) {
            return new Decision.Deny("failed", "the policy failed: " + e);
        }
    }

    /// With the files that matter most in the reason, wherever they stand among many others.
    private static Decision told(Decision.Ask first, List<Decision> decisions) {
        var singled = decisions.stream()
                .filter(decision -> decision instanceof Decision.Ask && SINGLED_OUT.contains(decision.rule()))
                .distinct()
                .toList();
        if (singled.isEmpty() || (!first.rule().equals(EDIT) && !SINGLED_OUT.contains(first.rule()))) {
            return first;
        }
        var reasons = singled.stream().map(Decision::reason).distinct().toList();
        var told = String.join("; ", reasons.subList(0, Math.min(reasons.size(), REASONS)));
        var more = reasons.size() - REASONS;
        return new Decision.Ask(singled.getFirst().rule(), more > 0 ? told + "; and " + more + " more" : told);
    }

    /// What "always" to these effects would be remembered as; empty when it cannot be, or would not help.
    public List<Allowance> remembered(List<Effect> effects) {
        var wanted = effects.stream()
                .filter(effect -> decide(effect) instanceof Decision.Ask)
                .flatMap(this::remembered)
                .distinct()
                .toList();
        return with(wanted).decide(effects) instanceof Decision.Allow ? wanted : List.of();
    }

    /// The same policy, once the user has said "always" to these.
    public ModePolicy with(List<Allowance> more) {
        return new ModePolicy(mode, places, sandboxed, commands, rules.and(more));
    }

    /// The same policy in another mode.
    ///
    /// @param sandboxed whether commands will run in a sandbox
    public ModePolicy in(ApprovalMode otherMode, boolean sandboxed) {
        return new ModePolicy(otherMode, places, sandboxed, commands, rules);
    }

    @Override
    public Predicate<Path> searchable() {
        var once = rules.resolvingOnce();
        return path -> switch (places.kindOf(path)) {
            case PROJECT, PROTECTED, OUTSIDE ->
                once.decide(new Effect.ReadFile(path))
                        .map(said -> said instanceof Decision.Allow)
                        .orElse(true);
            case SECRET, OWN_STATE, BLOCKED -> false;
        };
    }

    private Stream<Allowance> remembered(Effect effect) {
        return effect instanceof Effect.RunCommand(var command, var folder)
                ? commands.with(rules).judge(command, folder).parts().stream()
                        .filter(part -> part.decision() instanceof Decision.Ask)
                        .map(Allowance::of)
                : Allowance.of(effect).stream();
    }

    private Decision decide(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> settled(read(path), rules.decide(effect));
            case Effect.ListDirectory(var path) -> settled(read(path), rules.decide(effect));
            case Effect.WriteFile(var path) -> settled(write(path), rules.decide(effect));
            case Effect.DeleteFile(var path) -> settled(delete(path), rules.decide(effect));
            case Effect.RunCommand run -> run(run);
            case Effect.SendInput(var process, var text) -> settled(input(process), rules.tightened(typed(text)));
            case Effect.RunIsolated(var language) -> settled(isolated(language), rules.decide(effect));
            case Effect.UseSecret(var name) ->
                settled(change("use-secret", "it would use the hidden value " + name), rules.decide(effect));
            case Effect.Fetch(var uri) ->
                settled(change("network", "it would reach " + uri.getHost()), rules.decide(effect));
            case Effect.Internal() -> new Decision.Allow("internal", "nothing outside Coder is touched");
        };
    }

    /// An "allow" lifts the "ask" of a mode in which somebody is asked, never what is blocked.
    private Decision settled(Decision builtIn, Optional<Decision> said) {
        return said.map(rule -> rule instanceof Decision.Allow ? lifted(builtIn, rule) : strictest(rule, builtIn))
                .orElse(builtIn);
    }

    private Decision lifted(Decision builtIn, Decision rule) {
        return builtIn instanceof Decision.Ask && mode != ApprovalMode.BYPASS ? rule : builtIn;
    }

    private static Decision strictest(Decision one, Decision other) {
        return Decision.byStrictness().compare(one, other) >= 0 ? one : other;
    }

    private Decision read(Path path) {
        return switch (places.kindOf(path)) {
            case PROJECT, PROTECTED -> new Decision.Allow("read-project", "it reads in the project");
            case SECRET -> unlessBypassed("read-secret", path + " commonly holds secrets");
            case OUTSIDE -> unlessBypassed("read-outside", path + " lies outside the project");
            case OWN_STATE -> blocked("own-state", path + " belongs to Coder itself");
            case BLOCKED -> blocked("blocked", path + " holds keys or system secrets, or is a device");
        };
    }

    private Decision write(Path path) {
        return switch (places.kindOf(path)) {
            case PROJECT ->
                mode.compareTo(ApprovalMode.EDITS) >= 0
                        ? new Decision.Allow("edit-project", "file edits in the project go unasked in this mode")
                        : change(EDIT, "it changes " + path);
            case PROTECTED -> change("protected-name", path + " is obeyed by other programs");
            case SECRET -> change("write-secret", path + " commonly holds secrets");
            case OUTSIDE -> change("write-outside", path + " lies outside the project");
            case OWN_STATE -> blocked("own-state", path + " belongs to Coder itself");
            case BLOCKED -> blocked("blocked", path + " holds keys or system secrets, or is a device");
        };
    }

    private Decision delete(Path path) {
        if (places.holdsEverything(path)) {
            return new Decision.Deny("delete-root", "it would delete a whole project, the home folder or more");
        }
        return places.kindOf(path) == Kind.OUTSIDE ? deleteOutside(path) : write(path);
    }

    private Decision deleteOutside(Path path) {
        return mode == ApprovalMode.BYPASS
                ? new Decision.Allow("bypass", "everything goes unasked in this mode")
                : new Decision.Deny("delete-outside", path + " lies outside the project; allowedPaths may widen it");
    }

    private Decision run(Effect.RunCommand run) {
        var text = CommandText.of(run, commands);
        var builtIn = text.onlyReads() ? text.verdict().decision() : run(run, text.verdict());
        return Stream.of(Optional.of(settled(builtIn, rules.tightened(text))), rules.limited(text))
                .flatMap(Optional::stream)
                .max(Decision.byStrictness())
                .orElseThrow();
    }

    /// What is typed may be obeyed as a shell would.
    private CommandText typed(String text) {
        return CommandText.of(new Effect.RunCommand(text, places.workspace().root()), commands);
    }

    /// @param verdict without what lifts
    private Decision run(Effect.RunCommand run, CommandVerdict verdict) {
        return switch (mode) {
            case PLAN -> change("command", verdict.decision().reason());
            case ASK, EDITS -> lifted(run);
            case AUTO -> runsInSandbox(run) ? sandboxed(verdict) : lifted(run);
            case BYPASS -> new Decision.Allow("bypass", "everything goes unasked in this mode");
        };
    }

    private Decision lifted(Effect.RunCommand run) {
        return commands.with(rules).judge(run.command(), run.workingDirectory()).decision();
    }

    private boolean runsInSandbox(Effect.RunCommand run) {
        return sandboxed && places.kindOf(run.workingDirectory()) == Kind.PROJECT;
    }

    private static Decision sandboxed(CommandVerdict verdict) {
        return verdict.decision() instanceof Decision.Deny
                ? verdict.decision()
                : new Decision.Allow("sandboxed", "the command runs in a sandbox");
    }

    /// Harmless in every mode: where no sandbox works, the tool does not offer it.
    private static Decision isolated(String language) {
        return new Decision.Allow("isolated", language + " runs with no network in a folder of its own");
    }

    private Decision input(String process) {
        return mode == ApprovalMode.AUTO && sandboxed
                ? new Decision.Allow("sandboxed", "the program runs in a sandbox")
                : change("input", "it is typed into " + process);
    }

    /// For what is more than reading in the project.
    private Decision change(String rule, String reason) {
        return mode == ApprovalMode.PLAN
                ? new Decision.Deny("plan-mode", "only reading is allowed in plan mode: " + reason)
                : unlessBypassed(rule, reason);
    }

    private Decision unlessBypassed(String rule, String reason) {
        return switch (mode) {
            case PLAN -> new Decision.Deny(rule, reason + "; nobody is asked in plan mode");
            case ASK, EDITS, AUTO -> new Decision.Ask(rule, reason);
            case BYPASS -> new Decision.Allow("bypass", "everything goes unasked in this mode");
        };
    }

    /// Not even for throw-away machines without a question.
    private Decision blocked(String rule, String reason) {
        return mode == ApprovalMode.BYPASS ? new Decision.Ask(rule, reason) : new Decision.Deny(rule, reason);
    }
}
