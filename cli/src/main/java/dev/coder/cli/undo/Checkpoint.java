package dev.coder.cli.undo;

import dev.coder.plugin.Effect;
import java.util.ArrayList;
import java.util.List;

/// What has to be kept before a call with certain effects may start.
///
/// @param everything nobody knows what it will change
/// @param keys       what it says it will change, within the workspace
/// @param outside    what it says it will change elsewhere: that is not undone
record Checkpoint(boolean everything, List<String> keys, List<String> outside) {

    static Checkpoint of(List<Effect> effects, Roots roots) {
        var keys = new ArrayList<String>();
        var outside = new ArrayList<String>();
        var everything = effects.isEmpty();
        for (var effect : effects) {
            var path = switch (effect) {
                case Effect.WriteFile(var file) -> file;
                case Effect.DeleteFile(var file) -> file;
                case Effect.RunCommand _, Effect.SendInput _ -> {
                    everything = true;
                    yield null;
                }
                case Effect.ReadFile _,
                        Effect.ListDirectory _,
                        Effect.RunIsolated _,
                        Effect.UseSecret _,
                        Effect.Fetch _,
                        Effect.Internal _ -> null;
            };
            if (path != null) {
                var key = roots.key(path);
                if (key == null) {
                    outside.add(path.toString());
                } else {
                    keys.add(key);
                }
            }
        }
        return new Checkpoint(everything, keys, outside);
    }

    /// The same without what is not known beforehand.
    Checkpoint named() {
        return new Checkpoint(false, keys, outside);
    }

    boolean nothing() {
        return !everything && keys.isEmpty() && outside.isEmpty();
    }
}
