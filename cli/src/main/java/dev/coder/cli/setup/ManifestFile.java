package dev.coder.cli.setup;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.setup.Made.Manifest;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `STATE/setup.json` (0600): what set-up made, so that it can be taken back. Written after every step.
final class ManifestFile {

    private final Path file;
    private final List<Made> steps;

    ManifestFile(Path state) {
        this.file = state.resolve("setup.json");
        this.steps = new ArrayList<>(read(file));
    }

    /// What cannot be read is not taken back.
    private static List<Made> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? ProtocolJson.read(Manifest.class, Files.readAllBytes(file))
                            .steps()
                    : List.of();
        } catch (IOException | MalformedJsonException e) {
            return List.of();
        }
    }

    List<Made> steps() {
        return List.copyOf(steps);
    }

    Optional<Made> find(String kind, Path path) {
        return steps.stream()
                .filter(step -> step.kind().equals(kind) && step.path().equals(path.toString()))
                .findFirst();
    }

    /// Notes a step. Of a thing that was made before, what was there before that stays known.
    void add(Made made) throws IOException {
        var earlier = steps.stream().filter(made::isSameThing).findFirst();
        earlier.ifPresent(steps::remove);
        var before = earlier.isPresent() ? earlier.get().before() : made.before();
        steps.add(new Made(made.kind(), made.path(), made.name(), made.now(), before));
        save();
    }

    void remove(Made made) throws IOException {
        steps.remove(made);
        save();
    }

    private void save() throws IOException {
        if (steps.isEmpty()) {
            Files.deleteIfExists(file);
        } else if (Files.isDirectory(file.resolveSibling(""))) {
            PrivateFiles.replace(file, ProtocolJson.write(new Manifest(steps)).getBytes(StandardCharsets.UTF_8));
        }
    }
}
