package dev.coder.tools;

import dev.coder.plugin.Recovered;
import dev.coder.protocol.ToolOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is written down of a file or folder before it is moved or deleted: which one it is, wherever it is by then.
/// Settles after a crash whether that took place, and finishes a deletion that had begun.
///
/// @param key         of the file or folder: its number on the disk, and for a file when it was written
/// @param destination null: it is deleted
record EntryEvidence(
        CallEvidence call,
        ProjectFile source,
        String key,
        @Nullable ProjectFile destination) {

    static EntryEvidence of(
            Traces traces, ProjectFile source, PosixFileAttributes was, @Nullable ProjectFile destination) {
        var path = source.path().toString();
        var parts = destination == null
                ? List.of(path, key(was))
                : List.of(path, key(was), destination.path().toString());
        return new EntryEvidence(
                new CallEvidence(traces, source.workspace(), List.of(parts)), source, key(was), destination);
    }

    static EntryEvidence parse(String text) {
        var call = CallEvidence.parse(text);
        var part = call.parts().getFirst();
        var destination = part.size() > 2 ? call.file(part.get(2)) : null;
        return new EntryEvidence(call, call.file(part.get(0)), part.get(1), destination);
    }

    @Override
    public String toString() {
        return call.toString();
    }

    static String key(PosixFileAttributes attributes) {
        return attributes.fileKey() + (attributes.isDirectory() ? "" : " " + attributes.lastModifiedTime());
    }

    /// Whether the entry is where it was.
    static boolean isUnmoved(Folder from, Entry entry) throws IOException {
        var now = from.attributes(entry.file().name());
        return now != null && entry.attributes() != null && key(now).equals(key(entry.attributes()));
    }

    Recovered settle() {
        try {
            return destination == null ? settleDeletion() : settleMove(destination);
        } catch (IOException e) {
            return new Recovered.Unknown();
        }
    }

    private Recovered settleDeletion() throws IOException {
        if (isAt(source)) {
            return new Recovered.NotDone();
        }
        var old = call.file(source.path().resolveSibling(call.traces().old(0)).toString());
        if (isAt(old)) {
            try (var folder = old.parent()) {
                folder.deleteTree(old.name());
            }
        } else if (attributes(source) != null) {
            return new Recovered.Unknown();
        }
        return new Recovered.Done(ToolOutput.text("deleted " + source.shown()));
    }

    private Recovered settleMove(ProjectFile target) throws IOException {
        if (isAt(target)) {
            return new Recovered.Done(ToolOutput.text("moved " + source.shown() + " to " + target.shown()));
        }
        if (!isAt(source)) {
            return new Recovered.Unknown();
        }
        removePlaceholder(target);
        return new Recovered.NotDone();
    }

    private void removePlaceholder(ProjectFile target) throws IOException {
        var attributes = attributes(target);
        var mark = call.traces().mark().getBytes(StandardCharsets.UTF_8);
        if (attributes != null
                && attributes.isRegularFile()
                && attributes.size() == mark.length
                && ContentHash.of(mark).equals(ContentHash.of(target.bytesIfThere()))) {
            target.removeBeside(target.name());
        }
    }

    private boolean isAt(ProjectFile place) throws IOException {
        var attributes = attributes(place);
        return attributes != null && key(attributes).equals(key);
    }

    private static @Nullable PosixFileAttributes attributes(ProjectFile place) throws IOException {
        try (var folder = place.parent()) {
            return folder.attributes(place.name());
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
