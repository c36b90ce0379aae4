package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.UserQuestion;
import dev.coder.policy.Decision;
import dev.coder.policy.Policy;
import dev.coder.protocol.ToolResult;
import dev.coder.protocol.ToolResult.Approval;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// May this call run? The policy says, and where it says "ask", the user. Thread-safe; questions come one at a time.
public final class Judge {

    /// The answer, with what goes on record.
    sealed interface Verdict {

        record Allowed(Approval approval) implements Verdict {}

        /// @param sentence for the model: why, and what to do instead
        record Refused(String errorCode, String sentence, Approval approval) implements Verdict {}
    }

    private final Policy policy;
    private final Approver approver;
    private final ReentrantLock asking = new ReentrantLock();
    private final Set<List<Effect>> always = new HashSet<>();

    public Judge(Policy policy, Approver approver) {
        this.policy = policy;
        this.approver = approver;
    }

    Verdict judge(String toolName, Invocation invocation) throws InterruptedException {
        return switch (policy.decide(invocation.effects())) {
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

    private Verdict ask(String toolName, Invocation invocation, Decision.Ask ask) throws InterruptedException {
        var effects = invocation.effects();
        asking.lockInterruptibly();
        try {
            if (always.contains(effects)) {
                return new Verdict.Allowed(new Approval("allow", "user", ask.rule()));
            }
            var answer = approver.ask(
                    new Approver.Question(toolName, invocation.title(), effects, invocation.preview(), ask.reason()));
            if (answer == Approver.Answer.ALWAYS && !effects.isEmpty()) {
                always.add(effects);
            }
            return verdict(answer, ask);
        } finally {
            asking.unlock();
        }
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
