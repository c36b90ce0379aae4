package dev.coder.cli.secrets;

import dev.coder.cli.secrets.SecretValue.Writing;
import java.util.List;
import java.util.regex.Pattern;

/// Finds secrets by the name that they are given to: in environment files, JSON, YAML, TOML, XML, properties, code,
/// options of commands, headers, queries of URLs, SQL.
final class Assignments implements Probe {

    static final int RANK = 1;

    private static final int LONGEST_NAME = 96;
    private static final int LONGEST_GAP = 160;
    private static final int LONGEST_VALUE = 2048;
    private static final int LONGEST_WORD = 12;
    /// A longer word with several signs in it is a list of names and values, each of which is looked at by itself.
    private static final int LONGEST_WITH_SIGNS = 256;
    /// What may stand between a name and its value, when it is not the plain `=` or `:`.
    private static final Pattern VALUE_BESIDE = Pattern.compile(
            "\\\\?[\"']?\\s{0,40}[,;]?\\s{0,40}(?:-\\s)?\\\\?[\"']?(?i:value|defaultValue|default_value|secretValue)\\\\?[\"']?\\s{0,8}[:=]\\s{0,8}"
                    + "|</(?i:key|name|string|id)>\\s{0,40}<(?i:string|value|data)>");
    private static final Pattern TYPED = Pattern.compile(
            "[ \\t]{0,4}(?:[A-Za-z&'*<>|?\\[\\]., \\t]{1,48}?)[ \\t]{0,4}=(?![=>~])[ \\t]{0,8}(?=[\"'`@$bru])");
    private static final Pattern SCHEME = Pattern.compile(
            "(?i)(?:bearer|basic|token|apikey|api-key|bot|geniekey|jwt|ssws|oauth|digest|negotiate|key)[ \\t]+|base64:");
    /// A quoted value is put into another type.
    private static final Pattern CONVERSION =
            Pattern.compile("(?:new[ \\t]+)?(?:\\[\\]byte|[A-Za-z_][\\w.:]{0,40})\\([ \\t]?(?=[\"'`])");
    private static final Pattern BLOCK = Pattern.compile("[|>][+-]?[0-9]?[ \\t]*\\r?\\n\\s*");

    private static final Pattern LINE_START =
            Pattern.compile("[\\s+>#;\\d:-]*+(?:(?:export|set|ENV|ARG|-e|--env)[ \\t]++)*+[\"']?");
    private static final Pattern SETTER = Pattern.compile("(?s).*(?:^|[\\s;&|])(?:ENV|ARG|setx|set -\\w+|config:set"
            + "|(?:config|configure|secret|secrets|vars) set|env add)[ \\t]+");

    @Override
    public List<String> keywords() {
        return List.of(
                "passw",
                "passphrase",
                "pass",
                "passcode",
                "pwd",
                "pw",
                "psk",
                "secret",
                "token",
                "key",
                "credential",
                "auth",
                "jwt",
                "pat",
                "sas",
                "dsn",
                "senha",
                "contrasena",
                "bearer");
    }

    @Override
    public void look(String text, int start, int end, Findings found) {
        var from = start;
        while (from > 0 && start - from < LONGEST_NAME && ofName(text.charAt(from - 1))) {
            from--;
        }
        var to = end;
        while (to < text.length() && to - end < LONGEST_NAME && ofName(text.charAt(to))) {
            to++;
        }
        while (to > end && ".-".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        if (escapedLetter(text, from)) {
            from++;
        }
        var name = KeyName.of(named(text, from, to));
        if (name != KeyName.OTHER && !text.startsWith("//", from - 2)) {
            new Reading(text, from, to, name, found).read();
        }
    }

    private static boolean ofName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.';
    }

    /// In `\npassword` the n is no part of the name.
    private static boolean escapedLetter(String text, int from) {
        return from > 0 && text.charAt(from - 1) == '\\' && "nrt".indexOf(text.charAt(from)) >= 0;
    }

    /// `API key` is one name, too.
    private static String named(String text, int from, int to) {
        var before = from;
        if (to - from <= 4 && from > 1 && text.charAt(from - 1) == ' ') {
            before--;
            while (before > 0 && from - before < 16 && ofName(text.charAt(before - 1))) {
                before--;
            }
        }
        return text.substring(before, to);
    }

    /// What stands behind one name.
    private record Reading(String text, int from, int to, KeyName name, Findings found) {

        void read() {
            var at = to;
            var closers = 0;
            while (closers < 5 && at < text.length() && "\"'`]*)\\".indexOf(text.charAt(at)) >= 0) {
                at++;
                closers++;
            }
            var quotedName = closers > 0;
            var sign = blanks(at);
            if (beside(to) || path(sign)) {
                return;
            }
            if (sign >= text.length() || ",|;\t\r\n".indexOf(text.charAt(sign)) >= 0) {
                new TableColumn(text, from, name).look(found);
            }
            if (sign >= text.length()) {
                return;
            }
            switch (text.charAt(sign)) {
                case '=', ':', '?', '+', '|' -> assigned(sign, at == sign);
                case ',' -> argument(quotedName ? skipSpace(sign + 1) : -1);
                case '(' -> argument(skipSpace(sign + 1));
                case '>' -> element(sign + 1);
                case '"', '\'', '`' -> quotedOnly(sign > at && !verb() ? sign : -1);
                default -> option(sign);
            }
        }

        /// `pass "x" to it` gives nothing a value; `--pass "x"` does.
        private boolean verb() {
            return text.substring(from, to).equalsIgnoreCase("pass");
        }

        /// In `arn:…:secret:prod/db` the word names no value.
        private boolean path(int sign) {
            return from > 0 && text.charAt(from - 1) == ':' && sign == to && text.startsWith(":", sign);
        }

        private boolean beside(int at) {
            var matcher = VALUE_BESIDE.matcher(text).region(at, Math.min(text.length(), at + LONGEST_GAP));
            if (matcher.lookingAt()) {
                if (quotedOnly(matcher.end()) < 0) {
                    word(matcher.end(), Writing.WORD);
                }
                return true;
            }
            return false;
        }

        private void assigned(int sign, boolean tight) {
            var at = sign;
            while (at < text.length() && at - sign < 4 && "=:>?+|~".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            var operator = text.substring(sign, at);
            if (!operator.contains("=") && !operator.contains(":")) {
                return;
            }
            if (operator.endsWith(":")) {
                var typed = TYPED.matcher(text).region(at, Math.min(text.length(), at + 64));
                at = typed.lookingAt() ? typed.end() : at;
            }
            if (operator.startsWith("==")) {
                quotedOnly(blanks(at));
                return;
            }
            value(skipSpace(at), style(operator, tight), operator.contains(":"));
        }

        /// `NAME=value` without a blank is no code.
        private Writing style(String operator, boolean tight) {
            return tight && operator.equals("=") && startsLine() ? Writing.ENVIRONMENT : Writing.WORD;
        }

        private boolean startsLine() {
            var at = from;
            while (at > 0 && from - at < 48 && text.charAt(at - 1) != '\n') {
                at--;
            }
            return LINE_START.matcher(text).region(at, from).matches();
        }

        /// @param at where the value starts; it may be in quotes
        private void value(int at, Writing writing, boolean data) {
            var scheme = SCHEME.matcher(text).region(Math.min(at, text.length()), Math.min(text.length(), at + 24));
            var block = BLOCK.matcher(text).region(Math.min(at, text.length()), Math.min(text.length(), at + 64));
            var conversion =
                    CONVERSION.matcher(text).region(Math.min(at, text.length()), Math.min(text.length(), at + 64));
            if (quote(at) >= 0) {
                quotedOnly(at);
            } else if (conversion.lookingAt()) {
                quotedOnly(conversion.end());
            } else if (scheme.lookingAt()) {
                value(scheme.end(), Writing.QUOTED, data);
            } else if (data && block.lookingAt()) {
                word(block.end(), Writing.WORD);
            } else if (at < text.length() && (text.charAt(at) == '[' || text.startsWith("- ", at))) {
                items(at);
            } else if (Near.before(text, '\n', at, at - to) < 0) {
                word(at, writing);
            }
        }

        private void items(int at) {
            var item = text.charAt(at) == '[' ? skipSpace(at + 1) : at;
            for (var i = 0; i < 64 && item < text.length(); i++) {
                var listed = text.startsWith("- ", item);
                var start = listed ? item + 2 : item;
                var end = quote(start) >= 0 ? quotedOnly(start) : listed ? word(start, Writing.WORD) : -1;
                if (end < 0) {
                    return;
                }
                item = skipSpace(end);
                item = item < text.length() && text.charAt(item) == ',' ? skipSpace(item + 1) : item;
            }
        }

        private void argument(int at) {
            quoted(at, Writing.ARGUMENT);
        }

        private int quotedOnly(int at) {
            return quoted(at, Writing.QUOTED);
        }

        /// @return where the quotes behind the value end; -1 when there are none
        private int quoted(int at, Writing writing) {
            var open = at < 0 ? -1 : quote(at);
            if (open < 0) {
                return -1;
            }
            var span = Quoted.read(text, open);
            var start = span.start();
            var scheme = SCHEME.matcher(text).region(start, span.end());
            if (scheme.lookingAt()) {
                start = scheme.end();
            }
            judge(start, span.end(), writing);
            return span.after();
        }

        /// Where the opening quote stands, behind a prefix such as `b` or `@`; -1 when there is none.
        private int quote(int at) {
            var open = at;
            while (open < text.length() && open - at < 2 && "brufRBUFL@$".indexOf(text.charAt(open)) >= 0) {
                open++;
            }
            return Quoted.opens(text, open) ? open : -1;
        }

        private void element(int at) {
            if (from > 0 && "</:".indexOf(text.charAt(from - 1)) >= 0) {
                var start = skipSpace(at);
                var end = Near.next(text, "<", start, 4096);
                while (end > start && text.charAt(end - 1) <= ' ') {
                    end--;
                }
                if (end > start && closes(at, end) && text.substring(start, end).indexOf('\n') < 0) {
                    judge(start, end, Writing.QUOTED);
                }
            }
        }

        /// Whether the element that has begun before `at` ends behind its value: `<token>` in a comment does not.
        private boolean closes(int at, int end) {
            var open = Near.before(text, '<', from, LONGEST_NAME);
            var name = open < 0 ? "" : text.substring(open + 1, at - 1);
            var close = skipSpace(end);
            return !name.isEmpty() && (text.startsWith("</" + name, close) || text.startsWith("<\\/" + name, close));
        }

        /// `--password value`
        private void option(int at) {
            if (text.startsWith("is ", at) || text.startsWith("was ", at)) {
                var told = blanks(text.indexOf(' ', at));
                if (quotedOnly(told) < 0) {
                    word(told, Writing.WORD);
                }
            } else if (at > to && text.startsWith("-", from)) {
                word(at, Writing.WORD);
            } else if (at > to && spaced()) {
                word(at, Writing.ENVIRONMENT);
            }
        }

        /// Dockerfiles, fish and Windows set variables without a sign.
        private boolean spaced() {
            return SETTER.matcher(text).region(Math.max(0, from - 24), from).matches();
        }

        /// @return where the word ends
        private int word(int at, Writing writing) {
            var stops = writing == Writing.ENVIRONMENT ? "" : stops();
            var end = at;
            var signs = 0;
            while (end < text.length() && end - at < LONGEST_VALUE && !ends(text.charAt(end), stops)) {
                signs += text.charAt(end) == '=' ? 1 : 0;
                if (signs > 3 && end - at > LONGEST_WITH_SIGNS) {
                    return end;
                }
                end++;
            }
            while (end > at && ",;".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            judge(at, end, writing);
            return end;
        }

        private static boolean ends(char c, String stops) {
            return c <= ' ' || c == '"' || c == '\'' || c == '`' || stops.indexOf(c) >= 0;
        }

        /// Which marks end a value depends on what stands before the name.
        private String stops() {
            if (from > 0 && "?&".indexOf(text.charAt(from - 1)) >= 0) {
                return "&#<>\\)]}";
            }
            if (text.startsWith("--", from)) {
                return "";
            }
            return startsLine() ? "" : ",;&)}]<>|\\";
        }

        private void judge(int start, int end, Writing writing) {
            if (start < end && SecretValue.plausible(text.substring(start, end), name, writing)) {
                var weak = writing == Writing.ARGUMENT || isWord(start, end);
                found.add(new Finding(start, end, kind(), weak), RANK);
            }
        }

        /// Whether a value might as well be a word of any text.
        private boolean isWord(int start, int end) {
            return end - start <= LONGEST_WORD
                    && text.substring(start, end).chars().allMatch(c -> c >= 'a' && c <= 'z');
        }

        private String kind() {
            return name == KeyName.PASSWORD ? "password" : "secret";
        }

        private int blanks(int at) {
            var end = at;
            while (end < text.length() && end - at < 40 && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
                end++;
            }
            return end;
        }

        private int skipSpace(int at) {
            var end = at;
            while (end < text.length() && end - at < 80 && text.charAt(end) <= ' ') {
                end++;
            }
            return end;
        }
    }
}
