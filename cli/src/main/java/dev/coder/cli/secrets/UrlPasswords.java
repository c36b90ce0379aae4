package dev.coder.cli.secrets;

import dev.coder.cli.secrets.SecretValue.Writing;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the password in `scheme://user:password@host` (RFC 3986, 3.2.1), and a token that stands for both.
final class UrlPasswords implements Probe {

    private static final int LONGEST = 600;
    private static final Pattern PORT = Pattern.compile("\\d{1,5}(?:[/?#].*)?");
    /// Public by design: the project's key in the addresses of Sentry.
    private static final Pattern PUBLIC = Pattern.compile("[0-9a-f]{32}");

    @Override
    public List<String> keywords() {
        return List.of("://");
    }

    @Override
    public void look(String text, int start, int end, Findings found) {
        var close = end;
        while (close < text.length() && close - end < LONGEST && ofUrl(text.charAt(close))) {
            close++;
        }
        var url = text.substring(end, close);
        var at = host(url);
        if (at < 0) {
            return;
        }
        var colon = url.indexOf(':');
        if (colon >= 0 && colon < at) {
            pair(url.substring(0, colon), url.substring(colon + 1, at), end + colon + 1, found);
        } else if (!PUBLIC.matcher(url.substring(0, at)).matches()
                && SecretValue.plausible(url.substring(0, at), KeyName.KEY, Writing.QUOTED)) {
            found.add(end, end + at, "token", Assignments.RANK);
        }
    }

    private static void pair(String user, String password, int start, Findings found) {
        if (!password.equals(user) && SecretValue.plausible(password, KeyName.PASSWORD, Writing.ENVIRONMENT)) {
            found.add(start, start + password.length(), "password", Assignments.RANK);
        }
    }

    /// Where the `@` before the host stands: the last one before the path; or, as passwords are not always written
    /// the
    /// way they should be, behind a colon that no port follows. -1 when there is none.
    private static int host(String url) {
        var path = url.length();
        for (var mark : List.of('/', '?', '#')) {
            var i = url.indexOf(mark);
            path = i >= 0 && i < path ? i : path;
        }
        var at = url.lastIndexOf('@', path);
        var colon = url.indexOf(':');
        if (at >= 0
                || colon < 0
                || colon > path
                || PORT.matcher(url.substring(colon + 1)).matches()) {
            return at;
        }
        return url.indexOf('@', path);
    }

    private static boolean ofUrl(char c) {
        return c > ' ' && "\"'`<>\\|".indexOf(c) < 0;
    }
}
