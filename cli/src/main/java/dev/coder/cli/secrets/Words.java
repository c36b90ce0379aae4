package dev.coder.cli.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells words, as people and programs use them, from letters drawn at random: by which letters follow each other in
/// English and in code.
final class Words {

    /// For each letter from a to z, those that often come next. Counted over the words of documentation and Java
    /// code:
    /// 92 % of all pairs in them, a third of all pairs there are.
    private static final String[] FOLLOWERS = {
        "bcdgiklmnprstuvy",
        "aeilorsu",
        "acehiklortu",
        "adeiorsu",
        "acdefgilmnprstvwxy",
        "aefioru",
        "aehinoru",
        "aeio",
        "abcdefglmnoprstvz",
        "o",
        "aeios",
        "adeilostuy",
        "abeimopsu",
        "acdefgiknostuv",
        "bcdgilmnoprstuvw",
        "aehiloprstu",
        "u",
        "acdegiklmnoprstuy",
        "acehiklopstuy",
        "acehilorstuy",
        "abcegilmnprst",
        "aei",
        "aeio",
        "pt",
        "ps",
        "e"
    };
    private static final double USUAL = 0.6;
    private static final double LOWEST = 0.4;

    private Words() {}

    /// The words in an identifier or a phrase, in small letters: `clientSecret_v2` gives client, secret, v, 2.
    static List<String> split(String text) {
        var words = new ArrayList<String>();
        var start = 0;
        for (var i = 1; i <= text.length(); i++) {
            if (i == text.length() || border(text, i)) {
                if (Character.isLetterOrDigit(text.charAt(start))) {
                    words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = i;
            }
        }
        return words;
    }

    private static boolean border(String text, int i) {
        var before = text.charAt(i - 1);
        var here = text.charAt(i);
        var next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        if (Character.isUpperCase(here)) {
            return !Character.isUpperCase(before) || Character.isLowerCase(next);
        }
        if (Character.isLetter(here)) {
            return !Character.isLetter(before);
        }
        return Character.isDigit(here) != Character.isDigit(before) || !Character.isDigit(here);
    }

    /// Whether the text is made of words, perhaps with short numbers between and behind them.
    static boolean wordy(String text) {
        var letters = 0;
        var pairs = 0;
        var usual = 0;
        var words = split(text);
        for (var word : words) {
            if (Character.isDigit(word.charAt(0))) {
                if (word.length() > 4) {
                    return false;
                }
                continue;
            }
            letters += word.length();
            if (word.length() >= 4) {
                var good = usual(word);
                if (good < LOWEST * (word.length() - 1)) {
                    return false;
                }
                pairs += word.length() - 1;
                usual += good;
            }
        }
        return letters > 0 && letters >= 3 * words.size() - 2 && usual >= USUAL * pairs;
    }

    /// How many pairs of its letters are usual.
    private static int usual(String word) {
        var usual = 0;
        for (var i = 1; i < word.length(); i++) {
            var letter = word.charAt(i - 1) - 'a';
            if (letter < 0 || letter >= FOLLOWERS.length || FOLLOWERS[letter].indexOf(word.charAt(i)) >= 0) {
                usual++;
            }
        }
        return usual;
    }
}
