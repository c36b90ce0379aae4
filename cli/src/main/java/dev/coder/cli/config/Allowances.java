package dev.coder.cli.config;

import dev.coder.policy.Allowance;
import dev.coder.policy.Verb;
import dev.coder.protocol.Sha256;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// `STATE/allowed/PROJECT.jsonl`: what the user said "always" to in one project.
public final class Allowances {

    private final LineFile<AllowanceLine> file;

    /// An [Allowance] as it stands in the file.
    @Json
    record AllowanceLine(String verb, List<String> words, String place) {

        static AllowanceLine of(Allowance allowance) {
            return new AllowanceLine(allowance.verb().word(), allowance.words(), allowance.place());
        }

        Allowance allowance() {
            return new Allowance(Verb.valueOf(verb.toUpperCase(Locale.ROOT)), words, place);
        }
    }

    /// @param project its root, resolved
    public Allowances(StateFolder state, Path project) {
        this.file =
                new LineFile<>(state.path().resolve("allowed").resolve(name(project) + ".jsonl"), AllowanceLine.class);
    }

    private static String name(Path project) {
        return Sha256.hex(project.toString()).substring(0, 32);
    }

    /// In the order in which they were given. What cannot be read is not allowed.
    public List<Allowance> all() throws IOException {
        var all = new ArrayList<Allowance>();
        for (var line : file.read()) {
            try {
                all.add(line.allowance());
            } catch (IllegalArgumentException | NullPointerException e) {
                // No allowance.
            }
        }
        return all;
    }

    public void add(List<Allowance> more) throws IOException, InterruptedException {
        file.change(lines -> {
            var all = new LinkedHashSet<>(lines);
            more.stream().map(AllowanceLine::of).forEach(all::add);
            return List.copyOf(all);
        });
    }

    public void remove(List<Allowance> gone) throws IOException, InterruptedException {
        var lines = gone.stream().map(AllowanceLine::of).toList();
        file.change(all -> all.stream().filter(line -> !lines.contains(line)).toList());
    }

    public void clear() throws IOException, InterruptedException {
        file.change(_ -> List.of());
    }
}
