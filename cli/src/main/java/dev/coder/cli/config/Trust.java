package dev.coder.cli.config;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `STATE/trust.jsonl`: the folders in which Coder may interpret what they bring along. Each stands for itself: neither
/// what lies above nor what lies below it is trusted by it.
public final class Trust {

    private final LineFile<TrustLine> file;

    /// @param path    of the folder, every link resolved
    /// @param trusted false: the user was asked and said no
    @Json
    record TrustLine(String path, boolean trusted) {}

    public Trust(StateFolder state) {
        this.file = new LineFile<>(state.path().resolve("trust.jsonl"), TrustLine.class);
    }

    /// What the user said.
    ///
    /// @param folder resolved
    /// @return empty when they were never asked
    public Optional<Boolean> said(Path folder) {
        return lines().stream()
                .filter(line -> line.path().equals(folder.toString()))
                .map(TrustLine::trusted)
                .findFirst();
    }

    /// The trusted folders.
    public List<String> folders() {
        return lines().stream().filter(TrustLine::trusted).map(TrustLine::path).toList();
    }

    /// @param folder  resolved
    /// @param trusted null forgets that anything was said
    public void say(Path folder, @Nullable Boolean trusted) throws InterruptedException {
        try {
            file.change(lines -> {
                var kept = new ArrayList<>(lines);
                kept.removeIf(line -> line.path().equals(folder.toString()));
                if (trusted != null) {
                    kept.add(new TrustLine(folder.toString(), trusted));
                }
                return kept;
            });
        } catch (IOException e) {
            throw unusable("written", e);
        }
    }

    private List<TrustLine> lines() {
        try {
            return file.read();
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    private StopException unusable(String what, IOException e) {
        return new StopException(
                ExitCode.USAGE, "The file " + file.path() + " cannot be " + what + "; mend or remove it", e);
    }
}
