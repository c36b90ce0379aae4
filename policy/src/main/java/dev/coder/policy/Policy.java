package dev.coder.policy;

import dev.coder.plugin.Effect;
import java.util.List;

/// May this be done?
@FunctionalInterface
public interface Policy {

    /// The strictest verdict over all effects; no effects at all means [Decision.Ask]. Never throws.
    Decision decide(List<Effect> effects);
}
