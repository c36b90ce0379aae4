package dev.coder.cli.setup;

import dev.coder.cli.completion.Shell;
import dev.coder.cli.keys.KeyPlace;
import dev.coder.policy.ApprovalMode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the user wants, from flags and answers. Where a value is missing nothing was said.
///
/// @param cloud        whether the agent is far away; null: not said
/// @param agentUrl     of a far agent
/// @param provider     of the local agent's models
/// @param key          for the agent or the provider; never shown
/// @param model        `provider/name`; empty: the agent's own choice
/// @param mode         what goes unasked
/// @param projectPaths patterns of folders; null: not said
/// @param path         whether `coder` is put on the `PATH`
/// @param completions  whether the shell learns to complete it
/// @param shell        empty: the user's
/// @param store        where the key goes; empty: the best place there is
public record Wishes(
        @Nullable Boolean cloud,
        @Nullable URI agentUrl,
        @Nullable String provider,
        @Nullable String key,
        @Nullable String model,
        @Nullable ApprovalMode mode,
        @Nullable List<String> projectPaths,
        @Nullable Boolean path,
        @Nullable Boolean completions,
        Optional<Shell> shell,
        Optional<KeyPlace> store) {

    /// Without the key.
    @Override
    public String toString() {
        return "Wishes[cloud=" + cloud + ", agentUrl=" + agentUrl + ", provider=" + provider + "]";
    }
}
