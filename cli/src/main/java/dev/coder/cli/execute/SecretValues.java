package dev.coder.cli.execute;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tells whether a text holds a secret: the value of a variable that is named like one, or what looks like a key
/// wherever it stands.
///
/// @param known values of variables that are named like secrets
record SecretValues(Set<String> known) {

    /// Shorter ones would be found everywhere by chance.
    private static final int SHORTEST = 6;

    private static final Pattern NAMES = Pattern.compile(
            ".*(KEY|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|_PAT|AUTH|DSN|COOKIE|SESSION_ID|CONNECTION_STRING).*",
            Pattern.CASE_INSENSITIVE);

    /// Keys that say what they are, user and password in a URL, and private keys.
    private static final Pattern LOOKS = Pattern.compile("(?<![A-Za-z0-9])(sk|pk|rk|whsec)[-_][A-Za-z0-9_-]{16,}"
            + "|(?<![A-Za-z0-9])(gh[opusr]|github_pat|glpat|xox[abeoprs]|npm|hf|dop_v1|agk|riza|pypi|shpat|lin_api|ntn)"
            + "[-_][A-Za-z0-9_-]{16,}"
            + "|(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z0-9]{16}"
            + "|(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}"
            + "|(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY"
            + "|[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s]*:[^/\\s]*@"
            + "|(?=[A-Za-z0-9+]*[0-9])(?=[A-Za-z0-9+]*[a-z])(?=[A-Za-z0-9+]*[A-Z])[A-Za-z0-9+]{32,}"
            + "|(?<![A-Za-z0-9])[0-9a-f]{40,}");

    static SecretValues of(Map<String, String> environment) {
        return new SecretValues(environment.entrySet().stream()
                .filter(entry -> NAMES.matcher(entry.getKey()).matches())
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= SHORTEST && !value.startsWith("/"))
                .collect(Collectors.toSet()));
    }

    boolean isIn(String text) {
        return known.stream().anyMatch(text::contains) || LOOKS.matcher(text).find();
    }
}
