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
/// @param marked whether the file begins with a byte order mark
record TextCodec(Charset charset, boolean marked) {

    /// How many bytes are looked at to tell text from binary.
    static final int SNIFFED = 8192;

    static final TextCodec UTF_8 = new TextCodec(StandardCharsets.UTF_8, false);

    private static final TextCodec LATIN = new TextCodec(StandardCharsets.ISO_8859_1, false);
    private static final TextCodec WINDOWS = new TextCodec(Charset.forName("windows-1252"), false);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /// UTF-32 comes first: the mark of UTF-16LE is the beginning of its mark.
    private static final List<TextCodec> MARKED = List.of(
            new TextCodec(StandardCharsets.UTF_8, true),
            new TextCodec(StandardCharsets.UTF_32LE, true),
            new TextCodec(StandardCharsets.UTF_32BE, true),
            new TextCodec(StandardCharsets.UTF_16LE, true),
            new TextCodec(StandardCharsets.UTF_16BE, true));

    /// The codec of a whole file, or null when it is binary.
    static @Nullable TextCodec of(byte[] content) {
        for (var codec : MARKED) {
            if (codec.marks(content) && codec.isFaithful(content)) {
                return codec;
            }
        }
        return unmarked(CharsetDetection.of(content, true));
    }

    /// The codec of a whole file of which something is known, or null when it is binary or not of the charset named.
    static @Nullable TextCodec of(byte[] content, CharsetHint hint) {
        if (hint.named() != null) {
            var codec = new TextCodec(hint.named(), false);
            codec = codec.isUnicode() && codec.marks(content) ? new TextCodec(hint.named(), true) : codec;
            return codec.isFaithful(content) ? codec : null;
        }
        var found = of(content);
        return found != null && found.isOpen(content) && hint.declaresLatin() ? latin(content, found) : found;
    }

    /// Whether the bytes leave open what they are: what looks like UTF-8 beyond ASCII, or bears a mark, is that.
    private boolean isOpen(byte[] content) {
        return !marked && (!charset.equals(StandardCharsets.UTF_8) || isAscii(content));
    }

    private static TextCodec latin(byte[] content, TextCodec otherwise) {
        return !hasC1(content) ? LATIN : WINDOWS.isFaithful(content) ? WINDOWS : otherwise;
    }

    private static boolean isAscii(byte[] content) {
        for (var b : content) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasC1(byte[] content) {
        for (var b : content) {
            if ((b & 0xe0) == 0x80) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnicode() {
        return charset.name().startsWith("UTF-");
    }

    /// The codec of a file that begins like this; it may go on with anything.
    static @Nullable TextCodec ofStart(byte[] start) {
        for (var codec : MARKED) {
            if (codec.marks(start)) {
                return codec;
            }
        }
        return unmarked(CharsetDetection.of(start, start.length < SNIFFED));
    }

    private static @Nullable TextCodec unmarked(@Nullable Charset charset) {
        return charset == null ? null : new TextCodec(charset, false);
    }

    String decode(byte[] content) {
        return new String(content, markLength(), content.length - markLength(), charset);
    }

    /// Null when the charset has no bytes for some character.
    byte @Nullable [] encode(String text) {
        try {
            var encoded = charset.newEncoder().encode(CharBuffer.wrap(marked ? BYTE_ORDER_MARK + text : text));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /// In bytes.
    int markLength() {
        return marked ? BYTE_ORDER_MARK.getBytes(charset).length : 0;
    }

    private boolean marks(byte[] content) {
        var mark = BYTE_ORDER_MARK.getBytes(charset);
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    private boolean isFaithful(byte[] content) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
