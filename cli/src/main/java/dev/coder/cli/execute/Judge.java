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

        /// The last word.
        sealed interface Final extends Verdict {}

        record Allowed(Approval approval) implements Final {}

        /// @param sentence for the model: why, and what to do instead
        record Refused(String errorCode, String sentence, Approval approval) implements Final {}

        /// The user wants it with this text in place of the one that was judged; see [#judgeOwn].
        record Edited(String text) implements Verdict {}
    }

    /// What is to be judged.
    ///
    /// @param editable see [Approver.Question#editable]
    record Wish(String toolName, Invocation invocation, Optional<String> editable) {}

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

    Verdict judge(Wish wish) throws InterruptedException {
        return switch (decide(wish)) {
            case Decision.Allow allow -> allowed(allow);
            case Decision.Deny deny -> denied(deny);
            case Decision.Ask ask -> ask(wish, ask);
        };
    }

    /// Judges what the user wrote themselves a moment ago: a denial holds, but nobody is asked what they just said.
    Verdict.Final judgeOwn(Wish wish) {
        return switch (decide(wish)) {
            case Decision.Allow allow -> allowed(allow);
            case Decision.Deny deny -> denied(deny);
            case Decision.Ask ask -> consented(ask);
        };
    }

    private static Verdict.Final allowed(Decision.Allow allow) {
        return new Verdict.Allowed(new Approval("allow", "policy", allow.rule()));
    }

    private static Verdict.Final consented(Decision.Ask ask) {
        return new Verdict.Allowed(new Approval("allow_once", "user", ask.rule()));
    }

    private static Verdict.Final denied(Decision.Deny deny) {
        return new Verdict.Refused(
                ToolResult.DENIED_BY_POLICY,
                "refused by policy: " + deny.reason()
                        + ". Do not try to get around this; do it another way or tell the user what you need",
                new Approval("deny", "policy", deny.rule()));
    }

    /// Into which files a search may look.
    public Predicate<Path> searchable() {
        return policy.searchable();
    }

    private Decision decide(Wish wish) {
        var decision = policy.decide(wish.invocation().effects());
        var origin = confirmed.get(wish.toolName());
        return origin != null && decision instanceof Decision.Allow
                ? new Decision.Ask(origin, wish.toolName() + " is asked for each time")
                : decision;
    }

    private Verdict ask(Wish wish, Decision.Ask ask) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            if (decide(wish) instanceof Decision.Allow allow) {
                return allowed(allow);
            }
            var always = always(wish);
            var answer = approver.ask(question(wish, ask, always));
            if (answer instanceof Approver.Answer.Always) {
                memory.keep(always);
            }
            return verdict(answer, ask);
        } finally {
            asking.unlock();
        }
    }

    private List<Allowance> always(Wish wish) {
        var effects = wish.invocation().effects();
        var secret = effects.stream().anyMatch(Effect.UseSecret.class::isInstance);
        return secret || confirmed.containsKey(wish.toolName()) ? List.of() : memory.offer(effects);
    }

    private static Approver.Question question(Wish wish, Decision.Ask ask, List<Allowance> always) {
        var invocation = wish.invocation();
        return new Approver.Question(
                wish.toolName(),
                invocation.title(),
                shown(invocation),
                invocation.preview(),
                ask.reason(),
                always,
                wish.editable());
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
            case Approver.Answer.Yes _, Approver.Answer.Always _ -> consented(ask);
            case Approver.Answer.Edited(var text) -> new Verdict.Edited(text);
            case Approver.Answer.No(var instead) ->
                new Verdict.Refused(
                        ToolResult.DENIED_BY_USER, refusal(instead.strip()), new Approval("deny", "user", ask.rule()));
            case Approver.Answer.Nobody() ->
                new Verdict.Refused(
                        ToolResult.DENIED_BY_POLICY,
                        "this needs the user's consent (" + ask.reason() + "), and nobody can be asked in this run."
                                + " Go on without it, or " + remedy(ask),
                        new Approval("ask", "policy", ask.rule()));
        };
    }

    /// What stands in a file is asked for in every mode; key folders and Coder's own state are so in the widest one.
    private static String remedy(Decision.Ask ask) {
        if (ask.rule().matches("blocked|own-state")) {
            return "tell the user, who can do it themselves";
        }
        return ask.rule().matches(".*:\\d+")
                ? "tell the user that " + ask.rule() + " wants a question, which the live terminal asks in every mode"
                : "tell the user to start coder with a wider --approval-mode";
    }

    private static String refusal(String instead) {
        return instead.isEmpty()
                ? "the user said no to this. Do not repeat it; go on without it or ask the user what they want"
                : "the user said no to this and wants instead: " + instead;
    }
}
