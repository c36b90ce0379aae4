package dev.coder.policy;

import java.util.Comparator;

/// What the policy says of an invocation, with the rule that said so and a reason that may be shown to the user and the
/// model.
/// The order of strictness is allow < ask < deny; the strictest wins.
public sealed interface Decision {

    /// allow < ask < deny
    Comparator<Decision> STRICTNESS = Comparator.comparingInt(decision -> switch (decision) {
        case Allow _ -> 0;
        case Ask _ -> 1;
        case Deny _ -> 2;
    });

    String rule();

    String reason();

    record Allow(String rule, String reason) implements Decision {}

    record Ask(String rule, String reason) implements Decision {}

    record Deny(String rule, String reason) implements Decision {}
}
