package dev.coder.cli.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jline.utils.Levenshtein;

/// Guesses what was meant by a value that is none.
final class Meant {

    private static final int NEAR = 3;
    private static final int SLIP = 2;
    private static final int LONG = 40;
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) *([a-zA-Z]*)");
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0");

    private Meant() {}

    /// What is near, else all there is.
    static String word(String word, Collection<String> known) {
        return known.stream()
                .min((one, other) -> Integer.compare(distance(word, one), distance(word, other)))
                .filter(nearest -> distance(word, nearest) <= NEAR)
                .map(nearest -> said("\"" + nearest + "\""))
                .orElse("; there are "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    /// Whether one word is the other with a slip or two of the fingers.
    static boolean isSlip(String word, String meant) {
        return !word.isEmpty()
                && Character.toLowerCase(word.charAt(0)) == Character.toLowerCase(meant.charAt(0))
                && distance(word, meant) <= SLIP;
    }

    private static int distance(String one, String other) {
        return one.length() > LONG
                ? Integer.MAX_VALUE
                : Levenshtein.distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }

    static String size(String text) {
        return amount(text, "KMG", "B").or(() -> amount(text, "B", "")).orElse("");
    }

    static String span(String text) {
        return amount(text.toLowerCase(Locale.ROOT), "smhd", "").orElse("");
    }

    /// The same number with one of the units that a word may begin with.
    private static Optional<String> amount(String text, String units, String end) {
        var found = AMOUNT.matcher(text.strip());
        if (!found.matches() || found.group(2).isEmpty()) {
            return Optional.empty();
        }
        var letter = found.group(2).substring(0, 1);
        return units.chars()
                .mapToObj(Character::toString)
                .filter(letter::equalsIgnoreCase)
                .findFirst()
                .map(unit -> found.group(1) + unit + end)
                .filter(meant -> !meant.equals(text))
                .map(meant -> said("\"" + meant + "\""));
    }

    static String flag(String text) {
        var word = text.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? said("true") : NO.contains(word) ? said("false") : "";
    }

    static String url(String text) {
        return text.matches("[\\w.-]+\\.\\w+(:\\d+)?(/.*)?") ? said("\"https://" + text + "\"") : "";
    }

    static String said(String what) {
        return "; did you mean " + what + "?";
    }
}
