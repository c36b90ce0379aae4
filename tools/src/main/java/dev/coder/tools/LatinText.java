package dev.coder.tools;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reading of bytes as text in a language with Latin letters, judged by whether one language has all of its letters
/// and each sign stands where writers put it: `Größe – 5 €` is German in windows-1252, and nothing in ISO-8859-7.
///
/// @param charset     what the bytes were read as
/// @param unexplained how many characters beyond ASCII no language accounts for; 0 is a perfect reading
record LatinText(Charset charset, int unexplained) {

    /// Letters beyond ASCII, in lower case, by charset; the most common charset comes first and wins a draw.
    private static final List<Languages> LANGUAGES = List.of(
            new Languages(
                    "windows-1252",
                    "äöüß", // German
                    "àâæçéèêëîïôœùûüÿ", // French
                    "áéíóúñüç", // Spanish
                    "ãõáàâçéêíóôúü", // Portuguese
                    "àéèìíîòóùú", // Italian
                    "àéèíïóòúüç", // Catalan
                    "åäöéüøæ", // Danish, Finnish, Norwegian, Swedish
                    "áðéíóúýþæö", // Faroese, Icelandic
                    "áéëèêïíóöúü", // Dutch
                    "äöõüšž"), // Estonian
            new Languages(
                    "windows-1250",
                    "ąćęłńóśźż", // Polish
                    "áčďéěíňóřšťúůýž", // Czech
                    "áäčďéíĺľňóôŕšťúýž", // Slovak
                    "áéíóöőúüű", // Hungarian
                    "čćđšž", // Bosnian, Croatian, Slovene
                    "ăâîşţ"), // Romanian
            new Languages("windows-1254", "çğıöşüâîû"), // Turkish
            new Languages("windows-1257", "ąčęėįšųūž", "āčēģīķļņšūž"), // Lithuanian, Latvian
            new Languages("ISO-8859-2", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž"),
            new Languages("IBM850", "äöüß", "àâæçéèêëîïôùûüÿ", "áéíóúñüç", "ãõáàâçéêíóôúü", "àéèìíîòóùú", "åäöéüøæ"),
            new Languages("IBM852", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű"));

    /// Signs that stand between words, not within one.
    private static final String SIGNS = "€£¥¢§©®™°±µ¼½¾×÷‰†‡•…–—‘’‚“”„‹›«»¶·\u00a0\u00ad";

    private static final String WITHIN_WORDS = "’·\u00ad";

    /// @param charset a name that the JDK knows
    /// @param letters of each language
    private record Languages(String charset, List<String> letters) {

        Languages(String charset, String... letters) {
            this(charset, List.of(letters));
        }
    }

    /// The best reading, or null when no charset decodes the bytes.
    static @Nullable LatinText of(byte[] text) {
        LatinText best = null;
        for (var languages : LANGUAGES) {
            var read = read(text, languages);
            if (read != null && (best == null || read.unexplained < best.unexplained)) {
                best = read;
            }
        }
        return best;
    }

    private static @Nullable LatinText read(byte[] text, Languages languages) {
        var charset = Charset.forName(languages.charset);
        var decoded = new String(text, charset);
        if (decoded.indexOf('\uFFFD') >= 0) {
            return null;
        }
        var fewest = Integer.MAX_VALUE;
        for (var letters : languages.letters) {
            fewest = Math.min(fewest, unexplained(decoded, letters));
        }
        return new LatinText(charset, fewest);
    }

    private static int unexplained(String text, String letters) {
        var count = 0;
        for (var i = 0; i < text.length(); i++) {
            count += text.charAt(i) < 0x80 || isExplained(text, i, letters) ? 0 : 1;
        }
        return count;
    }

    private static boolean isExplained(String text, int at, String letters) {
        var c = text.charAt(at);
        var before = at == 0 ? ' ' : text.charAt(at - 1);
        var after = at + 1 == text.length() ? ' ' : text.charAt(at + 1);
        if (letters.indexOf(Character.toLowerCase(c)) >= 0 || c == 'İ') {
            return letters.indexOf(c) >= 0 || !Character.isLowerCase(before);
        }
        var isWithin = Character.isLetter(before) && Character.isLetter(after);
        return switch (c) {
            case '¿', '¡' -> !Character.isLetter(before);
            case '¹', '²', '³', 'ª', 'º' -> !Character.isLetter(after) && !isWord(text, at);
            default -> isWithin ? WITHIN_WORDS.indexOf(c) >= 0 : SIGNS.indexOf(c) >= 0;
        };
    }

    /// Whether a word of three letters or more ends here: no unit, such as `cm²`, is that long.
    private static boolean isWord(String text, int end) {
        return end >= 3 && text.substring(end - 3, end).chars().allMatch(Character::isLetter);
    }
}
