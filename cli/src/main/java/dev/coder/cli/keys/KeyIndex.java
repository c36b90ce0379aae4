package dev.coder.cli.keys;

import dev.coder.cli.config.LineFile;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `CONFIG/keys.jsonl`: which keys are stored and where, so that no store is opened in vain. Holds no key.
final class KeyIndex {

    private final LineFile<KeyRecord> file;

    KeyIndex(Path folder) {
        file = new LineFile<>(folder.resolve("keys.jsonl"), KeyRecord.class);
    }

    List<KeyRecord> all() {
        try {
            return file.read();
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    Optional<KeyRecord> find(KeySlot slot) {
        return all().stream().filter(it -> it.slot().equals(slot.name())).findFirst();
    }

    /// @param now null when there is none any more
    void set(KeySlot slot, @Nullable KeyRecord now) throws InterruptedException {
        try {
            file.change(lines -> {
                var kept = new ArrayList<>(lines);
                kept.removeIf(line -> line.slot().equals(slot.name()));
                if (now != null) {
                    kept.add(now);
                }
                return kept;
            });
        } catch (IOException e) {
            throw unusable("written", e);
        }
    }

    private StopException unusable(String what, IOException e) {
        return new StopException(
                ExitCode.USAGE,
                "The list of your keys, " + file.path() + ", cannot be " + what + " (" + e.getMessage()
                        + "); mend or remove it",
                e);
    }
}
