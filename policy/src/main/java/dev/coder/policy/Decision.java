package dev.coder.policy;

/// What the policy says of an invocation, with the rule that said so and a reason that may be shown to the user and the
/// model.
/// The order of strictness is allow < ask < deny; the strictest wins.
public sealed interface Decision {

    String rule();

    String reason();

    record Allow(String rule, String reason) implements Decision {}

    record Ask(String rule, String reason) implements Decision {}

    record Deny(String rule, String reason) implements Decision {}
}
