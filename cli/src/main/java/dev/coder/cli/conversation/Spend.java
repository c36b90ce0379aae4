package dev.coder.cli.conversation;

import dev.coder.protocol.AgentEvent;
import dev.coder.protocol.LoggedEvent;
import dev.coder.protocol.SessionAnswers.ModelFacts;
import dev.coder.protocol.SessionAnswers.ModelFacts.LongInput;
import dev.coder.protocol.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a session has used so far: a fold over its events. Thread-safe.
public final class Spend {

    private static final double MILLION = 1_000_000;
    private static final LongInput LIST_PRICE = new LongInput(0, 1, 1);

    private final Map<String, ModelFacts> facts = new HashMap<>();
    private final Map<String, String> modelOfCall = new HashMap<>();
    private Usage total = Usage.NONE;
    private long contextTokens;
    private @Nullable String model;
    private double cost;
    private boolean unpriced;

    private Spend(List<ModelFacts> known) {
        known.forEach(model -> facts.put(model.name(), model));
    }

    /// @param facts of the session's model; null when nothing is known of it
    public static Spend of(@Nullable ModelFacts facts) {
        return of(facts == null ? List.of() : List.of(facts));
    }

    /// @param facts of all models that the session may have used
    public static Spend of(List<ModelFacts> facts) {
        return new Spend(facts);
    }

    public synchronized void apply(LoggedEvent logged) {
        if (logged.event() instanceof AgentEvent.ModelCallStarted started) {
            model = started.model();
            modelOfCall.put(started.modelCallId(), started.model());
        } else if (logged.event() instanceof AgentEvent.ModelCallCompleted completed) {
            var usage = completed.usage();
            total = total.plus(usage);
            contextTokens = usage.inputTokens() + usage.outputTokens();
            charge(modelOfCall.remove(completed.modelCallId()), usage);
        } else if (logged.event() instanceof AgentEvent.ContextCompacted) {
            contextTokens = 0;
        }
    }

    private void charge(@Nullable String model, Usage usage) {
        var price = model == null ? null : facts.get(model);
        if (price == null || price.inputPrice() == null || price.outputPrice() == null) {
            unpriced = true;
            return;
        }
        var input = price.inputPrice();
        var cached = price.cachedInputPrice() == null ? input : price.cachedInputPrice();
        var written = price.cacheWritePrice() == null ? input : price.cacheWritePrice();
        var fresh = Math.max(0, usage.inputTokens() - usage.cacheReadTokens() - usage.cacheWriteTokens());
        var read = (fresh * input) + (usage.cacheReadTokens() * cached) + (usage.cacheWriteTokens() * written);
        var factors = factors(price, usage);
        cost += ((read * factors.inputFactor()) + (usage.outputTokens() * price.outputPrice() * factors.outputFactor()))
                / MILLION;
    }

    private static LongInput factors(ModelFacts price, Usage usage) {
        var dearer = price.longInput();
        return dearer != null && usage.inputTokens() > dearer.above() ? dearer : LIST_PRICE;
    }

    /// Tokens of all model calls.
    public synchronized Usage total() {
        return total;
    }

    /// How much of the model's context the conversation fills; 0 when that is not known yet.
    public synchronized long contextTokens() {
        return contextTokens;
    }

    /// How many tokens the context of the model that was called last takes; empty when that is not known.
    public synchronized OptionalLong contextWindow() {
        var last = model == null ? null : facts.get(model);
        return last == null || last.contextTokens() == null
                ? OptionalLong.empty()
                : OptionalLong.of(last.contextTokens());
    }

    /// In US dollars, at the list prices; empty when a model was used whose price is not known.
    public synchronized OptionalDouble cost() {
        return unpriced ? OptionalDouble.empty() : OptionalDouble.of(cost);
    }
}
