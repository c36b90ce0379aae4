package dev.coder.tools;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that a program wrote, as text: UTF-8, and what is none is written as `\xNN`, so that nothing is lost or made
/// up.
final class OutputText {

    /// Above this share of bytes that no text has, in percent, the whole is binary data.
    private static final int BINARY = 25;

    /// As many strange bytes make no binary data of a short text yet.
    private static final int FEW = 8;

    /// Stands for a byte that is no UTF-8, with two digits after it: a character that no valid UTF-8 gives.
    private static final char MARK = '\udfff';

    private static final HexFormat HEX = HexFormat.of();

    private OutputText() {}

    static boolean isBinary(byte[] sample) {
        var text = decode(sample);
        var strange = text.codePoints().filter(OutputText::isStrange).count() + invalidBytes(text);
        return strange > FEW && strange * 100 > BINARY * (long) sample.length;
    }

    private static boolean isStrange(int c) {
        return c < ' ' && "\t\n\r\b\f\u001b".indexOf(c) < 0;
    }

    static int invalidBytes(String decoded) {
        var count = 0;
        for (var at = decoded.indexOf(MARK); at >= 0; at = decoded.indexOf(MARK, at + 1)) {
            count++;
        }
        return count;
    }

    static String decode(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var text = new StringBuilder(bytes.length);
        while (true) {
            var result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (var i = 0; i < result.length(); i++) {
                text.append(MARK).append(HEX.toHexDigits(in.get()));
            }
            decoder.reset();
        }
    }

    /// As a person sees it on a terminal, with the bytes that are no text visible.
    static String shown(byte[] bytes) {
        var text = decode(bytes).replace("\0", MARK + "00");
        return CleanText.ofTerminal(text).replace(String.valueOf(MARK), "\\x");
    }

    /// Without the halves of characters at both ends of a piece of a longer stream.
    static byte[] wholeCharacters(byte[] piece) {
        var start = 0;
        while (start < Math.min(3, piece.length) && (piece[start] & 0xC0) == 0x80) {
            start++;
        }
        return Arrays.copyOfRange(piece, start, Math.max(start, end(piece)));
    }

    /// Where the last whole character ends.
    static int end(byte[] piece) {
        for (var back = 1; back <= Math.min(3, piece.length); back++) {
            var lead = piece[piece.length - back] & 0xFF;
            if (lead >= 0xC0) {
                var needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return needed > back ? piece.length - back : piece.length;
            }
            if (lead < 0x80) {
                return piece.length;
            }
        }
        return piece.length;
    }
}
