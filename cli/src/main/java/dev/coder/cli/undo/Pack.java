package dev.coder.cli.undo;

import dev.coder.cli.config.PrivateFiles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Contents one after the other in `NUMBER.pack`, and where each stands in `NUMBER.idx`. It counts once its index is
/// there; a pack without one was left by a crash.
///
/// @param folder of all packs
record Pack(Path folder, int number) {

    /// @param stored bytes in the pack; fewer than `length` when it is compressed
    record Place(int pack, long offset, int stored, int length) {}

    Path file() {
        return folder.resolve("%08d.pack".formatted(number));
    }

    Path index() {
        return folder.resolve("%08d.idx".formatted(number));
    }

    /// All whose index is there, the oldest first.
    static List<Pack> all(Path folder) throws IOException {
        var packs = new ArrayList<Pack>();
        try (var files = Files.newDirectoryStream(folder, "*.idx")) {
            for (var file : files) {
                packs.add(new Pack(folder, number(file)));
            }
        }
        packs.sort((one, other) -> Integer.compare(one.number, other.number));
        return packs;
    }

    /// One with a number that no other has, or had left behind.
    static Pack next(Path folder) throws IOException {
        var last = 0;
        try (var files = Files.newDirectoryStream(folder, "*.{pack,idx}")) {
            for (var file : files) {
                last = Math.max(last, number(file));
            }
        }
        return new Pack(folder, last + 1);
    }

    private static int number(Path file) {
        var name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    /// What no crash has finished.
    static void removeTorn(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.pack")) {
            for (var file : files) {
                var pack = new Pack(folder, number(file));
                if (!Files.exists(pack.index())) {
                    Files.delete(file);
                }
            }
        }
    }

    void writeIndex(Map<Digest, Place> places) throws IOException {
        RecordFile.write(index(), out -> write(out, places));
    }

    private static void write(DataOutputStream out, Map<Digest, Place> places) throws IOException {
        var bytes = ByteBuffer.allocate(places.size() * (Digest.BYTES + Long.BYTES + 2 * Integer.BYTES));
        places.forEach((digest, place) -> {
            digest.write(bytes);
            bytes.putLong(place.offset()).putInt(place.stored()).putInt(place.length());
        });
        out.write(bytes.array());
    }

    /// Adds what is in this pack. A damaged index counts as none.
    void readIndex(Map<Digest, Place> places) throws IOException {
        RecordFile.read(index(), in -> read(in, places));
    }

    private boolean read(DataInputStream in, Map<Digest, Place> places) throws IOException {
        var bytes = ByteBuffer.wrap(in.readAllBytes());
        while (bytes.hasRemaining()) {
            places.put(Digest.read(bytes), new Place(number, bytes.getLong(), bytes.getInt(), bytes.getInt()));
        }
        return true;
    }

    FileChannel create() throws IOException {
        var channel = PrivateFiles.open(file());
        channel.truncate(0);
        return channel;
    }

    byte[] read(Place place) throws IOException {
        var bytes = ByteBuffer.allocate(place.stored());
        try (var channel = FileChannel.open(file(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, place.offset() + bytes.position()) < 0) {
                    throw new IOException(file() + " ends too early");
                }
            }
        }
        return bytes.array();
    }

    long size() throws IOException {
        return Files.size(file());
    }

    /// The index first: a pack without one is no pack.
    void delete() throws IOException {
        Files.deleteIfExists(index());
        Files.deleteIfExists(file());
    }
}
