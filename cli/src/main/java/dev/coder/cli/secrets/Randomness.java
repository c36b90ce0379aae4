package dev.coder.cli.secrets;

import java.util.Locale;
import java.util.regex.Pattern;

/// Tells what was drawn at random from what was written as an example.
final class Randomness {

    private static final Pattern EXAMPLE = Pattern.compile(
            "example|placeholder|your[-_. ]?|change[-_. ]?(?:me|it)|replace[-_. ]?(?:me|with|this)|insert[-_. ]|redacted"
                    + "|dummy|xxxx|\\*{3}|\\.\\.\\.|…|abcdefgh|12345678|0123456|foobar|todo|fixme|<[a-z][a-z0-9_ -]*>"
                    + "|__secret_");
    private static final Pattern RUN = Pattern.compile("(.)\\1{6}");

    private Randomness() {}

    /// Whether it says that it is an example.
    static boolean example(String text) {
        return EXAMPLE.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    /// Whether it may have been drawn at random: it says nothing, and many different characters stand in it.
    static boolean varied(String text) {
        var different = text.chars().distinct().count();
        return !example(text)
                && different >= Math.min(8, (text.length() + 1) / 2)
                && !RUN.matcher(text).find();
    }

    /// Whether small letters, capital letters and digits stand in it.
    static boolean mixed(String text) {
        return mixedCase(text) && text.chars().anyMatch(Character::isDigit);
    }

    static boolean mixedCase(String text) {
        return text.chars().anyMatch(Character::isLowerCase) && text.chars().anyMatch(Character::isUpperCase);
    }
}
