package dev.coder.cli.secrets;

import java.util.List;
import java.util.regex.Pattern;

/// Finds private keys between `-----BEGIN …-----` and `-----END …-----` (RFC 7468, RFC 4880, OpenSSH's
/// PROTOCOL.key): in files, in JSON strings, in diffs, with anything before the lines; also when the begin or the end
/// is cut off.
final class KeyBlocks implements Probe {

    private static final int LONGEST = 32 * 1024;
    private static final Pattern RUN = Pattern.compile("[0-9A-Za-z+/=]{16,}");
    /// Between two lines of a key: a line break, as such or escaped.
    private static final String BREAK = "(?:\\r?\\n|\\\\r\\\\n|\\\\n|\\\\\\\\n)";
    /// One more line of a body: what diffs, greps and quotes put around, then base64 or a header.
    private static final Pattern LINE = Pattern.compile(
            BREAK + "[ \\t>+|#*\"'-]{0,12}(?:[\\w./-]{1,80}[:-]\\d{1,6}[:-]|\\d{1,6}[:|\\t ])?[ \\t>+|#*\"'-]{0,12}"
                    + "(?:(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset|Subject|x-\\w+)[:][^\\n\\\\]{0,120}"
                    + "|[0-9A-Za-z+/]{1,200}={0,2})?[ \\t\"',+;)]{0,6}(?=\\r?\\n|\\\\|$)");

    @Override
    public List<String> keywords() {
        return List.of("private key", "openvpn static key");
    }

    @Override
    public void look(String text, int start, int end, Findings found) {
        var tail = text.substring(end, Math.min(text.length(), end + 16));
        var dashes = dashes(tail);
        if (dashes < 0) {
            return;
        }
        var before = text.substring(Math.max(0, start - 24), start);
        if (before.contains("BEGIN ")) {
            begins(text, end + dashes, found);
        } else if (before.contains("END ")) {
            var dash = Near.before(text, '-', start, 24);
            ends(text, dash < 0 ? start : dash, found);
        }
    }

    /// Where the dashes end; -1 when there are none.
    private static int dashes(String tail) {
        var at = tail.indexOf("--");
        if (at < 0 || at > 9) {
            return -1;
        }
        while (at < tail.length() && tail.charAt(at) == '-') {
            at++;
        }
        return at;
    }

    private static void begins(String text, int from, Findings found) {
        var limit = Math.min(text.length(), from + LONGEST);
        var end = text.substring(from, limit).indexOf("-END ");
        var next = text.substring(from, limit).indexOf("BEGIN ");
        if (end >= 0 && (next < 0 || end < next)) {
            var close = from + end;
            while (close > from && text.charAt(close - 1) == '-') {
                close--;
            }
            body(text, from, close, found);
        } else {
            body(text, from, lines(text, from, limit), found);
        }
    }

    private static int lines(String text, int from, int limit) {
        var line = LINE.matcher(text).region(from, limit);
        var end = from;
        while (line.lookingAt() && line.end() > end) {
            end = line.end();
            line.region(end, limit);
        }
        return end;
    }

    /// The lines before a footer whose header was cut off.
    private static void ends(String text, int footer, Findings found) {
        var far = Math.max(0, footer - LONGEST);
        var before = text.substring(far, footer);
        var low = far + Math.max(0, before.lastIndexOf("-END "));
        if (before.contains("BEGIN ")) {
            return;
        }
        var close = footer;
        while (close > low && text.charAt(close - 1) == '-') {
            close--;
        }
        var start = close;
        while (start > low) {
            var border = Near.before(text, '\n', start - 1, start - 1 - low);
            var line = text.substring(Math.max(low, border + 1), start);
            if (line.isBlank() ? start < close : !RUN.matcher(line).find() && start < close - 100) {
                break;
            }
            start = Math.max(low, border + 1);
            if (border < low) {
                break;
            }
        }
        body(text, start, close, found);
    }

    private static void body(String text, int from, int to, Findings found) {
        var start = from;
        var end = to;
        var diff = text.startsWith("\n+", end - 2);
        end -= diff ? 2 : 0;
        while (start < end && separates(text, start)) {
            start += text.charAt(start) == '\\' ? 2 : 1;
        }
        while (end > start && (around(text.charAt(end - 1)) || text.startsWith("\\n", end - 2))) {
            end -= around(text.charAt(end - 1)) ? 1 : 2;
        }
        if (start < end
                && RUN.matcher(text).region(start, end).find()
                && !Randomness.example(text.substring(start, Math.min(end, start + 48)))) {
            found.add(start, end, "private-key", SecretFormat.RANK);
        }
    }

    /// Blanks, and what diffs and quotes put before a line.
    private static boolean around(char c) {
        return c <= ' ' || c == '>' || c == '|' || c == '#';
    }

    private static boolean separates(String text, int at) {
        return text.charAt(at) <= ' ' || text.startsWith("\\n", at) || text.startsWith("\\r", at);
    }
}
