package dev.coder.cli.undo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stood in the workspace when it was last walked through, by key.
record Index(Map<String, Known> known) {

    static final Index EMPTY = new Index(Map.of());

    @Nullable
    Known get(String key) {
        return known.get(key);
    }

    Entry entry(String key) {
        var found = known.get(key);
        return found == null ? Entry.ABSENT : found.entry();
    }

    void write(Path file) throws IOException {
        RecordFile.write(file, this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(known.size());
        for (var entry : known.entrySet()) {
            EntryCodec.writeRaw(out, entry.getKey());
            EntryCodec.write(out, entry.getValue());
        }
    }

    /// @return null when there is none that can be read
    static @Nullable Index read(Path file) throws IOException {
        return RecordFile.read(file, Index::read);
    }

    private static Index read(DataInputStream in) throws IOException {
        var size = in.readInt();
        var known = HashMap.<String, Known>newHashMap(size);
        for (var left = size; left > 0; left--) {
            known.put(EntryCodec.readRaw(in), EntryCodec.readKnown(in));
        }
        return new Index(known);
    }
}
