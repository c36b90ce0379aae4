package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of each file when the sections of a patch are applied one after the other, worked out without touching
/// anything. Used for one patch.
final class PatchPlan {

    private final @Nullable SeenFiles seen;
    private final Map<Path, FileChange> changes = new LinkedHashMap<>();
    private final List<String> report = new ArrayList<>();

    /// @param seen what the model knows; null: that does not matter yet
    PatchPlan(@Nullable SeenFiles seen) {
        this.seen = seen;
    }

    ChangingCall.Planned planned(Traces traces) throws ToolException {
        var real = changes.values().stream()
                .filter(change -> !Arrays.equals(change.before(), change.after()))
                .toList();
        if (real.isEmpty()) {
            throw ToolException.failed("the patch changes nothing: the files are already as it wants them");
        }
        return new ChangingCall.Planned(new ChangeSet(real, traces), String.join("\n", report));
    }

    void apply(PatchTarget target) throws ToolException {
        try {
            switch (target.section()) {
                case Patch.Add add -> add(target.file(), add);
                case Patch.Delete _ -> delete(target.file());
                case Patch.Update update -> update(target, update);
            }
        } catch (IOException e) {
            throw Failures.of(e, target.file().workspace(), target.file().path());
        }
    }

    private void add(ProjectFile file, Patch.Add add) throws IOException, ToolException {
        var now = contentIfThere(file);
        if (now == null) {
            put(file, created(file, add.content()), null);
            report.add("created " + file.shown());
            return;
        }
        if (seen != null && !changes.containsKey(file.path())) {
            seen.requireKnown(file, now);
        }
        var text = TextFile.of(now, file.shown(), new CharsetHint(null, file));
        put(file, text.encode(add.content()), null);
        report.add("replaced " + file.shown());
    }

    private static byte[] created(ProjectFile file, String content) {
        var encoded = new CharsetHint(null, file).ofNewFile().encode(content);
        return encoded == null ? content.getBytes(StandardCharsets.UTF_8) : encoded;
    }

    private void delete(ProjectFile file) throws IOException, ToolException {
        content(file);
        put(file, null, null);
        report.add("deleted " + file.shown());
    }

    private void update(PatchTarget target, Patch.Update update) throws IOException, ToolException {
        var file = target.file();
        var now = content(file);
        var after = update.hunks().isEmpty() ? now : patched(file, now, update);
        if (target.moveTo() == null) {
            put(file, after, null);
            report.add("updated " + file.shown());
            return;
        }
        move(file, target.moveTo(), after);
    }

    private static byte[] patched(ProjectFile file, byte[] now, Patch.Update update) throws ToolException {
        var text = TextFile.of(now, file.shown(), new CharsetHint(null, file));
        return text.encode(new PatchedText(text.text(), file.shown()).with(update.hunks()));
    }

    private void move(ProjectFile from, ProjectFile to, byte[] after) throws IOException, ToolException {
        if (contentIfThere(to) != null) {
            throw ToolException.failed(to.shown() + " exists already: " + from.shown()
                    + " is not moved over it. Delete it first, or choose another path.");
        }
        var origin = changes.get(from.path());
        var like = origin != null && origin.before() == null ? origin.like() : from;
        put(to, after, like);
        put(from, null, null);
        report.add("moved " + from.shown() + " to " + to.shown());
    }

    private byte[] content(ProjectFile file) throws IOException, ToolException {
        var planned = changes.get(file.path());
        if (planned == null) {
            var content = file.bytes();
            if (seen != null) {
                seen.requireFresh(file, content);
            }
            return content;
        }
        if (planned.after() == null) {
            throw ToolException.failed(file.shown() + " is already deleted or moved by an earlier part of the patch");
        }
        return planned.after();
    }

    private byte @Nullable [] contentIfThere(ProjectFile file) throws IOException {
        var planned = changes.get(file.path());
        return planned == null ? file.bytesIfThere() : planned.after();
    }

    private void put(ProjectFile file, byte @Nullable [] after, @Nullable ProjectFile like) throws IOException {
        var known = changes.get(file.path());
        var before = known == null ? file.bytesIfThere() : known.before();
        var mode = like == null && known != null ? known.like() : like;
        changes.put(file.path(), new FileChange(file, before, after, mode));
    }
}
