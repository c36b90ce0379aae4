package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.UserQuestion;
import dev.coder.policy.Allowance;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolResult.Approval;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// May this call run? The policy says, and where it says "ask", the user. Thread-safe; questions come one at a time.
public final class Judge {

    /// The answer, with what goes on record.
    sealed interface Verdict {

        record Allowed(Approval approval) implements Verdict {}

        /// @param sentence for the model: why, and what to do instead
        record Refused(String errorCode, String sentence, Approval approval) implements Verdict {}
    }

    private final Policy policy;
    private final Memory memory;
    private final Map<String, String> confirmed;
    private final Approver approver;
    private final ReentrantLock asking = new ReentrantLock();

    /// @param confirmed the tools whose calls are asked for even where the policy allows them, each with the place
    ///                  that says so
    public Judge(Policy policy, Memory memory, Map<String, String> confirmed, Approver approver) {
        this.policy = policy;
        this.memory = memory;
        this.confirmed = Map.copyOf(confirmed);
        this.approver = approver;
    }

    Verdict judge(String toolName, Invocation invocation) throws InterruptedException {
        return switch (decide(toolName, invocation.effects())) {
            case Decision.Allow(var rule, var _) -> new Verdict.Allowed(new Approval("allow", "policy", rule));
            case Decision.Deny(var rule, var reason) ->
                new Verdict.Refused(
                        ToolResult.DENIED_BY_POLICY,
                        "refused by policy: " + reason
                                + ". Do not try to get around this; do it another way or tell the user what you need",
                        new Approval("deny", "policy", rule));
            case Decision.Ask ask -> ask(toolName, invocation, ask);
        };
    }

    /// Into which files a search may look.
    Predicate<Path> searchable() {
        return policy.searchable();
    }

    private Decision decide(String toolName, List<Effect> effects) {
        var decision = policy.decide(effects);
        var origin = confirmed.get(toolName);
        return origin != null && decision instanceof Decision.Allow
                ? new Decision.Ask(origin, toolName + " is asked for each time")
                : decision;
    }

    private Verdict ask(String toolName, Invocation invocation, Decision.Ask ask) throws InterruptedException {
        var effects = invocation.effects();
        asking.lockInterruptibly();
        try {
            if (decide(toolName, effects) instanceof Decision.Allow(var rule, var _)) {
                return new Verdict.Allowed(new Approval("allow", "policy", rule));
            }
            var secret = effects.stream().anyMatch(Effect.UseSecret.class::isInstance);
            var always = secret || confirmed.containsKey(toolName) ? List.<Allowance>of() : memory.offer(effects);
            var answer = approver.ask(new Approver.Question(
                    toolName, invocation.title(), shown(invocation), invocation.preview(), ask.reason(), always));
            if (answer == Approver.Answer.ALWAYS) {
                memory.keep(always);
            }
            return verdict(answer, ask);
        } finally {
            asking.unlock();
        }
    }

    private static List<Effect> shown(Invocation invocation) {
        return invocation instanceof RevealedInvocation revealed ? revealed.shownEffects() : invocation.effects();
    }

    /// Passes a question of the model on to the user.
    Optional<String> consult(UserQuestion question) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            return approver.answer(question);
        } finally {
            asking.unlock();
        }
    }

    private static Verdict verdict(Approver.Answer answer, Decision.Ask ask) {
        return switch (answer) {
            case YES, ALWAYS -> new Verdict.Allowed(new Approval("allow_once", "user", ask.rule()));
            case NO ->
                new Verdict.Refused(
                        ToolResult.DENIED_BY_USER,
                        "the user said no to this. Do not repeat it; go on without it or ask the user what they want",
                        new Approval("deny", "user", ask.rule()));
            case NOBODY ->
                new Verdict.Refused(
                        ToolResult.DENIED_BY_POLICY,
                        "this needs the user's consent (" + ask.reason() + "), and nobody can be asked in this run."
                                + " Go on without it, or tell the user to start coder with a wider --approval-mode",
                        new Approval("ask", "policy", ask.rule()));
        };
    }
}
