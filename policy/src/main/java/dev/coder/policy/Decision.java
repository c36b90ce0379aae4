package dev.coder.policy;

import java.util.Comparator;
import java.util.Locale;

/// What the policy says of an invocation, with the rule that said so and a reason that may be shown to the user and the
/// model.
/// The order of strictness is allow < ask < deny; the strictest wins.
public sealed interface Decision {

    /// allow < ask < deny
    static Comparator<Decision> byStrictness() {
        return Comparator.comparingInt(decision -> switch (decision) {
            case Allow _ -> 0;
            case Ask _ -> 1;
            case Deny _ -> 2;
        });
    }

    String rule();

    String reason();

    /// `allow`, `ask` or `deny`.
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    record Allow(String rule, String reason) implements Decision {}

    record Ask(String rule, String reason) implements Decision {}

    record Deny(String rule, String reason) implements Decision {}
}
