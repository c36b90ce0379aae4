package dev.coder.policy;

import java.util.Locale;

/// How much goes unasked, from least to most.
public enum ApprovalMode {
    /// Reads only; every change is refused.
    PLAN,
    /// Reads go unasked, every change is asked for. The default.
    ASK,
    /// File edits inside the project go unasked, too.
    EDITS,
    /// Commands go unasked, too, as long as they run in a sandbox.
    AUTO,
    /// Everything goes unasked: for throw-away machines.
    BYPASS;

    /// The word used on the command line, such as `ask`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
