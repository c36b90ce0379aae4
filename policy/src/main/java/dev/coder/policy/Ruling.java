package dev.coder.policy;

import java.util.Locale;

/// What a [Rule] says, from the mildest to the strictest.
public enum Ruling {
    ALLOW,
    ASK,
    DENY;

    /// The key in files, such as `ask`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean tightens() {
        return this != ALLOW;
    }

    Decision decision(String rule, String reason) {
        return switch (this) {
            case ALLOW -> new Decision.Allow(rule, reason);
            case ASK -> new Decision.Ask(rule, reason);
            case DENY -> new Decision.Deny(rule, reason);
        };
    }
}
