package dev.coder.cli.secrets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads bytes as UTF-8 so that they can be written again as they were: a byte that is not UTF-8 becomes a lone low
/// surrogate U+DC80 to U+DCFF, which no UTF-8 text holds (the way of Python's PEP 383). Used by one thread.
final class FaithfulText {

    private static final char STRAY = 0xdc00;
    private static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).flip();
    private boolean ended;

    FaithfulText(InputStream in) {
        this.in = in;
    }

    /// Adds the next characters, a few thousand at most.
    ///
    /// @return false at the end
    boolean read(StringBuilder text) throws IOException {
        if (!ended) {
            fill();
        }
        var chars = CharBuffer.allocate(bytes.remaining() + 1);
        var result = decoder.decode(bytes, chars, ended);
        while (result.isMalformed()) {
            for (var i = 0; i < result.length(); i++) {
                chars.put((char) (STRAY + (bytes.get() & 0xff)));
            }
            result = decoder.decode(bytes, chars, ended);
        }
        text.append(chars.flip());
        return !ended || chars.length() > 0;
    }

    /// Blocks until at least one byte is there.
    private void fill() throws IOException {
        bytes.compact();
        var read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    /// The bytes that were read as this text.
    static byte[] bytes(String text) {
        var out = new ByteArrayOutputStream(text.length() + 16);
        var done = 0;
        for (var i = 0; i < text.length(); i++) {
            if (stray(text, i)) {
                out.writeBytes(text.substring(done, i).getBytes(StandardCharsets.UTF_8));
                out.write(text.charAt(i) - STRAY);
                done = i + 1;
            }
        }
        out.writeBytes(text.substring(done).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static boolean stray(String text, int i) {
        var c = text.charAt(i);
        return c >= STRAY + 0x80 && c <= STRAY + 0xff && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
