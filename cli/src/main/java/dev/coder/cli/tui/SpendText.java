package dev.coder.cli.tui;

import dev.coder.cli.conversation.Spend;
import java.util.Locale;

/// What a conversation uses up, in a few characters.
final class SpendText {

    private SpendText() {}

    /// Such as `12k context`; empty as long as nothing is known.
    static String context(Spend spend) {
        var tokens = spend.contextTokens();
        return tokens == 0 ? "" : (tokens < 1000 ? tokens + "" : tokens / 1000 + "k") + " context";
    }

    /// Such as `$0.04`; empty when the prices are not known.
    static String cost(Spend spend) {
        var cost = spend.cost();
        return cost.isPresent() ? String.format(Locale.ROOT, "$%.2f", cost.getAsDouble()) : "";
    }
}
