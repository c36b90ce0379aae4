package dev.coder.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/// A word of a command without expansions, other than of file names.
///
/// @param text    without its quotes
/// @param pattern whether bash puts the names of matching files in its place
record Word(String text, boolean pattern) {

    /// What means nothing to bash, or not in this place.
    private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{M}\\p{N}_@%+=:,./^!#~{}*?\\[\\]-]");

    private static final Pattern TILDE = Pattern.compile("(^|.*[=:])~.*");
    private static final Pattern BRACES = Pattern.compile(".*\\{.*(,|\\.\\.).*}.*");
    private static final Pattern GLOB = Pattern.compile(".*([*?]|\\[.*]).*");
    private static final String DOUBLE_QUOTED_ESCAPES = "\"\\$`";

    /// After which `$` a double-quoted string goes on with plain text.
    private static final String AFTER_DOLLAR = "\"|) /.,;:=";

    /// @param source the word as it stands in the command
    /// @return empty when bash would expand it, or read it as anything but a word
    static Optional<Word> of(String source) {
        return new Reader(source).read();
    }

    private static final class Reader {

        private final String source;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder bare = new StringBuilder();
        private int at;

        Reader(String source) {
            this.source = source;
        }

        Optional<Word> read() {
            while (at < source.length()) {
                if (!part(source.charAt(at))) {
                    return Optional.empty();
                }
            }
            var unquoted = bare.toString();
            if (source.isEmpty()
                    || source.startsWith("#")
                    || TILDE.matcher(unquoted).matches()
                    || BRACES.matcher(unquoted).matches()) {
                return Optional.empty();
            }
            var pattern = GLOB.matcher(unquoted).matches();
            return pattern && hidesPatternSigns() ? Optional.empty() : Optional.of(new Word(text.toString(), pattern));
        }

        /// Some signs of patterns are quoted, and mean themselves.
        private boolean hidesPatternSigns() {
            return text.chars().filter(c -> "*?[]\\".indexOf(c) >= 0).count()
                    != bare.chars().filter(c -> "*?[]\\".indexOf(c) >= 0).count();
        }

        private boolean part(char first) {
            return switch (first) {
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                default -> bare();
            };
        }

        private boolean singleQuoted() {
            var end = source.indexOf('\'', at + 1);
            if (end > 0) {
                quoted(source.substring(at + 1, end));
                at = end + 1;
            }
            return end > 0;
        }

        private boolean doubleQuoted() {
            for (at++; at < source.length(); at++) {
                var c = source.charAt(at);
                var next = at + 1 < source.length() ? source.charAt(at + 1) : '\0';
                if (c == '"') {
                    at++;
                    quoted("");
                    return true;
                }
                if (c == '`' || (c == '$' && AFTER_DOLLAR.indexOf(next) < 0) || (c == '\\' && next == '\n')) {
                    return false;
                }
                if (c == '\\' && DOUBLE_QUOTED_ESCAPES.indexOf(next) >= 0) {
                    at++;
                }
                quoted(String.valueOf(source.charAt(at)));
            }
            return false;
        }

        private boolean escaped() {
            if (at + 1 >= source.length() || source.charAt(at + 1) < ' ') {
                return false;
            }
            quoted(String.valueOf(source.charAt(at + 1)));
            at += 2;
            return true;
        }

        private boolean bare() {
            var length = Character.charCount(source.codePointAt(at));
            var c = source.substring(at, at + length);
            at += length;
            text.append(c);
            bare.append(c);
            return BARE.matcher(c).matches();
        }

        private void quoted(String part) {
            text.append(part);
            bare.append('\uffff');
        }
    }
}
