package dev.coder.cli.keys;

import dev.coder.cli.config.LineFile;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;

/// `STATE/origins.jsonl`: the agents to which files of projects may lead, as the user said.
public final class KnownOrigins {

    private final LineFile<OriginLine> file;

    @Json
    record OriginLine(String origin, boolean allowed) {}

    public KnownOrigins(StateFolder state) {
        file = new LineFile<>(state.path().resolve("origins.jsonl"), OriginLine.class);
    }

    /// @return empty when the user was never asked
    Optional<Boolean> said(URI origin) {
        try {
            return file.read().stream()
                    .filter(line -> line.origin().equals(origin.toString()))
                    .map(OriginLine::allowed)
                    .findFirst();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void say(URI origin, boolean allowed) throws InterruptedException {
        try {
            file.change(lines -> {
                var kept = new ArrayList<>(lines);
                kept.removeIf(line -> line.origin().equals(origin.toString()));
                kept.add(new OriginLine(origin.toString(), allowed));
                return kept;
            });
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private StopException unusable(IOException e) {
        return new StopException(ExitCode.USAGE, "The file " + file.path() + " cannot be used; mend or remove it", e);
    }
}
