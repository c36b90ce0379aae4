package dev.coder.tools;

import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/// A guess at the charset of a text without a byte order mark. What it names decodes the text without a fault;
/// windows-1252 comes before all that is rarer, and ISO-8859-1, which has a character for each byte, is the last
/// resort.
final class CharsetDetection {

    /// In bytes: the statistics of more would say the same.
    private static final int SAMPLE = 64 << 10;

    private static final int MAX_SCRIPTS = 4;

    /// The JDK's names for what browsers and editors mean by the detector's names.
    private static final Map<String, String> NAMES =
            Map.of("SHIFT_JIS", "windows-31j", "EUC-KR", "x-windows-949", "TIS620", "TIS-620", "US-ASCII", "UTF-8");

    private static final Set<String> MULTI_BYTE =
            Set.of("GB18030", "BIG5", "EUC-JP", "EUC-KR", "EUC-TW", "SHIFT_JIS", "ISO-2022-JP", "ISO-2022-KR");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    private final byte[] text;
    private final boolean complete;

    private CharsetDetection(byte[] text, boolean complete) {
        this.text = text;
        this.complete = complete;
    }

    /// @param complete whether this is the whole text; else its last character may be cut
    /// @return null when it is not text but binary
    static @Nullable Charset of(byte[] text, boolean complete) {
        return new CharsetDetection(text, complete).charset();
    }

    private @Nullable Charset charset() {
        if (hasNul()) {
            return FileKind.of(text) == FileKind.UNKNOWN ? ofTwoBytes() : null;
        }
        if (decodes(StandardCharsets.UTF_8) && !hasEscapes()) {
            return StandardCharsets.UTF_8;
        }
        return looksBinary() ? null : ofNational();
    }

    private boolean hasNul() {
        for (var i = 0; i < Math.min(text.length, SAMPLE); i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /// UTF-16, in which every ASCII character has a byte that is zero.
    private @Nullable Charset ofTwoBytes() {
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            if (decodes(charset) && isPlausible(sample(charset))) {
                return charset;
            }
        }
        return null;
    }

    private static boolean isPlausible(String decoded) {
        var scripts = new HashSet<UnicodeScript>();
        var ascii = 0;
        for (var c : decoded.codePoints().toArray()) {
            if (isImplausible(c)) {
                return false;
            }
            ascii += c < 0x80 ? 1 : 0;
            scripts.add(UnicodeScript.of(c));
        }
        scripts.removeAll(Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
        return ascii > 0 && scripts.size() <= (ascii * 4 < decoded.length() ? 1 : MAX_SCRIPTS);
    }

    private static boolean isImplausible(int c) {
        return switch (Character.getType(c)) {
            case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> true;
            case Character.CONTROL -> "\t\n\f\r\u001b".indexOf(c) < 0;
            default -> false;
        };
    }

    /// ISO-2022 switches between charsets by escape sequences, and so is ASCII itself.
    private boolean hasEscapes() {
        for (var i = 0; i + 1 < Math.min(text.length, SAMPLE); i++) {
            if (text[i] == 0x1b && (text[i + 1] == '$' || text[i + 1] == '(')) {
                return true;
            }
        }
        return false;
    }

    private boolean looksBinary() {
        var controls = 0;
        var length = Math.min(text.length, SAMPLE);
        for (var i = 0; i < length; i++) {
            var isControl = (text[i] >= 0 && text[i] < 0x20) || text[i] == 0x7f;
            controls += isControl && "\b\t\n\f\r\u001b".indexOf(text[i]) < 0 ? 1 : 0;
        }
        return controls > length / 32;
    }

    private Charset ofNational() {
        var latin = LatinText.of(sample());
        if (latin != null && latin.unexplained() == 0 && !hasEscapes() && decodes(latin.charset())) {
            return narrowed(latin.charset());
        }
        var guess = guess();
        if (guess != null && MULTI_BYTE.contains(guess) && decodes(charset(guess))) {
            return charset(guess);
        }
        if (isCommonChinese() && decodes(Charset.forName("GB18030"))) {
            return Charset.forName("GB18030");
        }
        if (decodes(charset("SHIFT_JIS")) && isJapanese(sample(charset("SHIFT_JIS")))) {
            return charset("SHIFT_JIS");
        }
        return ofOneByte(guess, latin);
    }

    /// The detector's name of it; it knows languages by how often they use their letters, so short texts mislead
    /// it.
    private @Nullable String guess() {
        var detector = new UniversalDetector();
        detector.handleData(text, 0, Math.min(text.length, SAMPLE));
        detector.dataEnd();
        var name = detector.getDetectedCharset();
        return name == null || !Charset.isSupported(NAMES.getOrDefault(name, name)) ? null : name;
    }

    /// Pairs that GB 2312 gives to punctuation and to the 3755 characters of everyday use, at least two of them.
    private boolean isCommonChinese() {
        var pairs = 0;
        for (var i = 0; i < Math.min(text.length, SAMPLE) - 1; i++) {
            var lead = text[i] & 0xff;
            if (lead >= 0x80) {
                var isCommon = (lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3);
                if (!isCommon || (text[++i] & 0xff) < 0xa1) {
                    return false;
                }
                pairs++;
            }
        }
        return pairs > 1;
    }

    private static boolean isJapanese(String decoded) {
        var foreign = decoded.codePoints().filter(c -> c >= 0x80).toArray();
        return foreign.length > 1
                && Arrays.stream(foreign).noneMatch(CharsetDetection::isImplausible)
                && Arrays.stream(foreign).anyMatch(CharsetDetection::isKana);
    }

    private static boolean isKana(int c) {
        return c >= 0x3041 && c <= 0x30ff;
    }

    /// Scripts other than Latin show in words that are written in one of them from end to end.
    private Charset ofOneByte(@Nullable String guess, @Nullable LatinText latin) {
        if (guess != null && !MULTI_BYTE.contains(guess) && decodes(charset(guess)) && isOfOneScript(charset(guess))) {
            return charset(guess);
        }
        return latin != null && decodes(latin.charset()) ? narrowed(latin.charset()) : StandardCharsets.ISO_8859_1;
    }

    /// ISO-8859-1 where the bytes are the same in it: an edit should not bring in what may be no character there.
    private Charset narrowed(Charset charset) {
        return charset.name().equals("windows-1252") && !hasC1(StandardCharsets.ISO_8859_1)
                ? StandardCharsets.ISO_8859_1
                : charset;
    }

    private boolean isOfOneScript(Charset charset) {
        var foreign = 0;
        var mixed = 0;
        for (var word : NO_LETTERS.split(sample(charset))) {
            var scripts = word.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
            if (word.chars().anyMatch(c -> c >= 0x80)) {
                foreign++;
                mixed += scripts.size() > 1 || scripts.contains(UnicodeScript.LATIN) ? 1 : 0;
            }
        }
        return foreign > 0 && mixed * 20 <= foreign && !hasC1(charset);
    }

    /// Control characters beyond ASCII stand in no text.
    private boolean hasC1(Charset charset) {
        return sample(charset).chars().anyMatch(c -> c >= 0x80 && c < 0xa0);
    }

    private static Charset charset(String name) {
        return Charset.forName(NAMES.getOrDefault(name, name));
    }

    private String sample(Charset charset) {
        return new String(text, 0, Math.min(text.length, SAMPLE) & ~1, charset);
    }

    private byte[] sample() {
        return text.length <= SAMPLE ? text : Arrays.copyOf(text, SAMPLE);
    }

    /// Without a fault, and encoding gives the same bytes again.
    private boolean decodes(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8) && new String(text, charset).indexOf('\uFFFD') < 0) {
            return true;
        }
        try {
            var bytes = ByteBuffer.wrap(text);
            var decoded = CharBuffer.allocate(text.length + 1);
            var result = charset.newDecoder().decode(bytes, decoded, complete);
            if (result.isError() || charset.equals(StandardCharsets.UTF_8)) {
                return !result.isError();
            }
            var read = bytes.position();
            return charset.newEncoder().encode(decoded.flip()).equals(ByteBuffer.wrap(text, 0, read));
        } catch (CharacterCodingException | UnsupportedOperationException e) {
            return false;
        }
    }
}
