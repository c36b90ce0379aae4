package dev.coder.cli.secrets;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One known form of a secret: a line of `formats.tsv`. Its pattern is compiled when a keyword was first seen.
final class SecretFormat implements Probe {

    static final int RANK = 0;

    private static final String NOTHING_BEFORE =
            "(?:(?<![0-9A-Za-z_])|(?<=\\\\[nrt])|(?<=%[0-9A-F]{2})|(?<=\\\\u00[0-9a-f]{2}))";
    private static final String NOTHING_BEHIND = "(?![0-9A-Za-z])";
    /// How far a match may begin before a keyword that stands inside.
    private static final int BEFORE = 128;
    /// How far it may reach behind it.
    private static final int BEHIND = 256;
    private static final int LONGEST = 20 * 1024;

    private final String kind;
    private final List<String> keywords;
    private final boolean inside;
    private final String expression;
    private final FormatCheck check;
    private volatile @Nullable Pattern pattern;

    private SecretFormat(String kind, List<String> keywords, boolean inside, String expression, FormatCheck check) {
        this.kind = kind;
        this.keywords = keywords;
        this.inside = inside;
        this.expression = expression;
        this.check = check;
    }

    static SecretFormat parse(String line) {
        var parts = line.split("\t", -1);
        var inside = parts[1].startsWith("*");
        var keywords = List.of(parts[1].replace("*", "").split(" "));
        return new SecretFormat(parts[0], keywords, inside, parts[2], FormatCheck.named(parts[3]));
    }

    String kind() {
        return kind;
    }

    @Override
    public List<String> keywords() {
        return keywords;
    }

    @Override
    public void look(String text, int start, int end, Findings found) {
        var matcher = pattern()
                .matcher(text)
                .useTransparentBounds(true)
                .useAnchoringBounds(false)
                .region(
                        inside ? Math.max(0, start - BEFORE) : start,
                        Math.min(text.length(), inside ? end + BEHIND : start + LONGEST));
        var matches = inside ? matcher.find() : matcher.lookingAt();
        while (matches && inside && matcher.end() < end) {
            matches = matcher.find();
        }
        if (!matches || matcher.start() > start) {
            return;
        }
        var group = matcher.groupCount() == 0 ? 0 : 1;
        if (matcher.start(group) >= 0
                && !text.startsWith("__SECRET_", matcher.start(group))
                && check.accepts(matcher.group(group), matcher.group())) {
            found.add(matcher.start(group), matcher.end(group), kind, RANK);
        }
    }

    private Pattern pattern() {
        var known = pattern;
        if (known == null) {
            known = Pattern.compile(
                    flags() + expression.replace("{b}", NOTHING_BEFORE).replace("{e}", NOTHING_BEHIND));
            pattern = known;
        }
        return known;
    }

    private String flags() {
        return check.ignoresCase() ? "(?i)" : "";
    }
}
