package dev.coder.cli.keys;

import dev.coder.cli.exit.StopException;
import dev.coder.cli.local.ModelKeys;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolKeys;
import java.util.Map;
import java.util.Optional;

/// The keys for the services of tools: those in the environment, else those that are stored. Keys to models and to
/// agents are none of theirs.
///
/// @param environment of this process
public record RingToolKeys(Map<String, String> environment, KeyRing ring) implements ToolKeys {

    @Override
    public Optional<String> find(String variable) throws ToolException, InterruptedException {
        if (!isForTools(variable)) {
            return Optional.empty();
        }
        var set = ToolKeys.in(environment).find(variable);
        return set.isPresent() ? set : stored(variable);
    }

    private static boolean isForTools(String variable) {
        return ModelKeys.holdsKey(variable) && !ModelKeys.holdsModelKey(variable) && !variable.startsWith("CODER_");
    }

    private Optional<String> stored(String variable) throws ToolException, InterruptedException {
        try {
            return ring.find(new KeySlot.Model(variable));
        } catch (StopException e) {
            throw ToolException.failed(e.sentence() + "; tell the user");
        }
    }
}
