package dev.coder.policy;

import dev.coder.plugin.Effect;
import dev.coder.plugin.SecretFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// May this be done?
@FunctionalInterface
public interface Policy {

    /// The strictest verdict over all effects; no effects at all means [Decision.Ask]. Never throws.
    Decision decide(List<Effect> effects);

    /// Into which files a search over folders may look, for one search: what changes meanwhile may be missed.
    default Predicate<Path> searchable() {
        return path -> !SecretFiles.isSecret(path);
    }
}
