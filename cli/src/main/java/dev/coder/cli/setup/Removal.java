package dev.coder.cli.setup;

import dev.coder.cli.config.ConfigEditor;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.keys.KeyRing;
import dev.coder.cli.keys.KeySlot;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Takes back what set-up made, the last thing first. What was changed meanwhile stays, and is named.
///
/// @param keys whether keys are removed, too
record Removal(ManifestFile manifest, KeyRing ring, boolean keys) {

    /// @return what stays and why, one line each
    List<String> run() throws IOException, InterruptedException {
        var kept = new ArrayList<String>();
        var steps = manifest.steps().reversed();
        for (var step : steps) {
            if (!step.kind().equals("folder")) {
                takeBack(step, kept);
            }
        }
        var folders =
                steps.stream().filter(step -> step.kind().equals("folder")).toList();
        for (var folder : folders) {
            manifest.remove(folder); // the manifest itself lies in one of them
        }
        folders.forEach(Removal::folder);
        return kept;
    }

    private void takeBack(Made step, List<String> kept) throws IOException, InterruptedException {
        var path = Path.of(step.path());
        try {
            switch (step.kind()) {
                case "link" -> link(step, path, kept);
                case "file" -> file(step, path, kept);
                case "lines" -> lines(step, path, kept);
                case "value" -> value(step, path, kept);
                case "key" -> key(step, kept);
                case "keyfile" -> keyFile(path);
                default -> {}
            }
        } catch (NoSuchFileException e) {
            // The user took it away already.
        } catch (StopException e) {
            kept.add(e.sentence());
            return;
        }
        manifest.remove(step);
    }

    private static void link(Made step, Path path, List<String> kept) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isSymbolicLink(path)
                && Files.readSymbolicLink(path).toString().equals(step.now())) {
            Files.delete(path);
        } else {
            kept.add(path + " leads elsewhere by now");
        }
    }

    private void file(Made step, Path path, List<String> kept) throws IOException {
        if (Workshop.hash(path).equals(step.now())) {
            Files.delete(path);
        } else if (manifest.find("value", path).isEmpty()) {
            kept.add(path + " was changed since");
        }
    }

    private static void lines(Made step, Path path, List<String> kept) throws IOException {
        var text = Files.readString(path);
        var at = text.indexOf(step.now());
        if (at < 0) {
            kept.add(path + " no longer holds the lines as they were added");
            return;
        }
        var rest = text.substring(0, at) + text.substring(at + step.now().length());
        if (rest.isEmpty() && step.before() == null) {
            Files.delete(path);
        } else {
            Files.writeString(path, rest);
        }
    }

    /// A file that was made whole, and not touched since, has gone as a whole by now.
    private static void value(Made step, Path path, List<String> kept) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (!ConfigEditor.get(path, step.name()).filter(step.now()::equals).isPresent()) {
            kept.add("\"" + step.name() + "\" in " + path + " was changed since");
        } else if (step.before() == null) {
            ConfigEditor.remove(path, step.name());
        } else {
            ConfigEditor.set(path, step.name(), step.before());
        }
    }

    private void key(Made step, List<String> kept) throws InterruptedException {
        if (keys) {
            ring.remove(KeySlot.of(step.name()));
        } else {
            kept.add("the key of " + step.name());
        }
    }

    /// They serve keys that were stored later, too.
    private void keyFile(Path path) throws IOException {
        if (ring.slots().isEmpty()) {
            Files.deleteIfExists(path);
        }
    }

    private static void folder(Made step) {
        try {
            Files.delete(Path.of(step.path()));
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // What others put into it stays.
        } catch (IOException e) {
            // An empty folder that cannot be removed does no harm.
        }
    }

    static Predicate<Made> isKey() {
        return step -> step.kind().equals("key");
    }
}
