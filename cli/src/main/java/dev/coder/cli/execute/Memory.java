package dev.coder.cli.execute;

import dev.coder.plugin.Effect;
import dev.coder.policy.Allowance;
import java.util.List;

/// Remembers what the user said "always" to. Thread-safe.
public interface Memory {

    /// What "always" to these effects would be remembered as; empty when it cannot be.
    List<Allowance> offer(List<Effect> effects);

    /// From now on this goes unasked.
    void keep(List<Allowance> allowances) throws InterruptedException;

    /// Forgets at once, so nothing is offered.
    Memory NONE = new Memory() {
        @Override
        public List<Allowance> offer(List<Effect> effects) {
            return List.of();
        }

        @Override
        public void keep(List<Allowance> allowances) {}
    };
}
