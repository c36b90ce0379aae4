package dev.coder.cli.undo;

import dev.coder.protocol.Sha256;
import java.nio.ByteBuffer;

/// The SHA-256 of a content: two contents with the same one are the same.
record Digest(long a, long b, long c, long d) {

    static final int BYTES = 32;

    static Digest of(byte[] content) {
        return read(ByteBuffer.wrap(Sha256.digest().digest(content)));
    }

    static Digest read(ByteBuffer from) {
        return new Digest(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    void write(ByteBuffer to) {
        to.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    /// A part of it is as good as all of it.
    @Override
    public int hashCode() {
        return (int) a;
    }
}
