package dev.coder.tools;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a file's bytes are text: decoding and encoding again gives the very same bytes.
///
/// @param charset       of the bytes after the byte order mark
/// @param byteOrderMark what the file begins with, perhaps nothing
record TextCodec(Charset charset, byte[] byteOrderMark) {

    /// How many bytes are looked at to tell text from binary.
    static final int SNIFFED = 8192;

    static final TextCodec UTF_8 = new TextCodec(StandardCharsets.UTF_8, new byte[0]);

    private static final TextCodec LATIN_1 = new TextCodec(StandardCharsets.ISO_8859_1, new byte[0]);
    private static final List<TextCodec> MARKED = List.of(
            new TextCodec(StandardCharsets.UTF_8, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}),
            new TextCodec(StandardCharsets.UTF_32LE, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}),
            new TextCodec(StandardCharsets.UTF_32BE, new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF}),
            new TextCodec(StandardCharsets.UTF_16LE, new byte[] {(byte) 0xFF, (byte) 0xFE}),
            new TextCodec(StandardCharsets.UTF_16BE, new byte[] {(byte) 0xFE, (byte) 0xFF}));

    /// The codec of a whole file, or null when it is binary.
    static @Nullable TextCodec of(byte[] content) {
        for (var codec : MARKED) {
            if (codec.marks(content) && codec.isFaithful(content)) {
                return codec;
            }
        }
        if (looksBinary(content)) {
            return null;
        }
        return UTF_8.isFaithful(content) ? UTF_8 : LATIN_1;
    }

    /// The codec of a file that begins like this; it may go on with anything.
    static @Nullable TextCodec ofStart(byte[] start) {
        for (var codec : MARKED) {
            if (codec.marks(start)) {
                return codec;
            }
        }
        if (looksBinary(start)) {
            return null;
        }
        var whole = start.length < SNIFFED ? start : Arrays.copyOf(start, endOfLastCharacter(start));
        return UTF_8.isFaithful(whole) ? UTF_8 : LATIN_1;
    }

    String decode(byte[] content) {
        return new String(content, byteOrderMark.length, content.length - byteOrderMark.length, charset);
    }

    /// Null when the charset has no bytes for some character.
    byte @Nullable [] encode(String text) {
        try {
            var encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            return ByteBuffer.allocate(byteOrderMark.length + encoded.remaining())
                    .put(byteOrderMark)
                    .put(encoded)
                    .array();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private boolean marks(byte[] content) {
        return content.length >= byteOrderMark.length
                && Arrays.equals(content, 0, byteOrderMark.length, byteOrderMark, 0, byteOrderMark.length);
    }

    private boolean isFaithful(byte[] content) {
        try {
            charset.newDecoder()
                    .decode(ByteBuffer.wrap(content, byteOrderMark.length, content.length - byteOrderMark.length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean looksBinary(byte[] content) {
        for (var i = 0; i < Math.min(content.length, SNIFFED); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /// Where the last character that may be cut off begins.
    private static int endOfLastCharacter(byte[] utf8) {
        var end = utf8.length;
        while (end > 0 && (utf8[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        return end > 0 && (utf8[end - 1] & 0x80) != 0 ? end - 1 : end;
    }
}
