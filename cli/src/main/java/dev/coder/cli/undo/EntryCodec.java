package dev.coder.cli.undo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How entries stand in a [RecordFile].
final class EntryCodec {

    private EntryCodec() {}

    /// Of any length, one byte a character.
    static void writeRaw(DataOutputStream out, String raw) throws IOException {
        writeBytes(out, raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String readRaw(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1);
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static void write(DataOutputStream out, Entry entry) throws IOException {
        switch (entry) {
            case Entry.Absent() -> out.writeByte('-');
            case Entry.Folder(var mode) -> {
                out.writeByte('d');
                out.writeInt(mode);
            }
            case Entry.File(var mode, var size, var content) -> {
                out.writeByte('f');
                out.writeInt(mode);
                out.writeLong(size);
                write(out, content);
            }
            case Entry.Link(var target) -> {
                out.writeByte('l');
                writeRaw(out, target);
            }
            case Entry.LeftOut(var why, var mark) -> {
                out.writeByte('x');
                writeText(out, why);
                writeText(out, mark);
            }
        }
    }

    static Entry read(DataInputStream in) throws IOException {
        var kind = in.readByte();
        return switch (kind) {
            case '-' -> Entry.ABSENT;
            case 'd' -> new Entry.Folder(in.readInt());
            case 'f' -> new Entry.File(in.readInt(), in.readLong(), readDigest(in));
            case 'l' -> new Entry.Link(readRaw(in));
            case 'x' -> new Entry.LeftOut(readText(in), readText(in));
            default -> throw new IOException("no entry: " + kind);
        };
    }

    private static void write(DataOutputStream out, Digest digest) throws IOException {
        out.writeLong(digest.a());
        out.writeLong(digest.b());
        out.writeLong(digest.c());
        out.writeLong(digest.d());
    }

    private static Digest readDigest(DataInputStream in) throws IOException {
        return new Digest(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    static void write(DataOutputStream out, Known known) throws IOException {
        write(out, known.entry());
        var stat = known.stat();
        out.writeInt(stat.mode());
        out.writeLong(stat.size());
        out.writeLong(stat.inode());
        out.writeLong(stat.modified());
        out.writeLong(stat.changed());
        out.writeBoolean(known.racy());
    }

    static Known readKnown(DataInputStream in) throws IOException {
        return new Known(
                read(in),
                new Stat(in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                in.readBoolean());
    }

    static void write(DataOutputStream out, Map<String, Entry> entries) throws IOException {
        out.writeInt(entries.size());
        for (var entry : entries.entrySet()) {
            writeRaw(out, entry.getKey());
            write(out, entry.getValue());
        }
    }

    static Map<String, Entry> readEntries(DataInputStream in) throws IOException {
        var entries = new LinkedHashMap<String, Entry>();
        for (var left = in.readInt(); left > 0; left--) {
            entries.put(readRaw(in), read(in));
        }
        return entries;
    }

    static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (var text : texts) {
            writeText(out, text);
        }
    }

    static List<String> readTexts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (var left = in.readInt(); left > 0; left--) {
            texts.add(readText(in));
        }
        return texts;
    }
}
