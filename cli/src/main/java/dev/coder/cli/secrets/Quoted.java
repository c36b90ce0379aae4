package dev.coder.cli.secrets;

/// A text between quotes, as JSON, YAML and programming languages write it; the quotes may be escaped themselves.
///
/// @param start of what is inside
/// @param end   of what is inside
/// @param after behind the closing quotes
record Quoted(int start, int end, int after) {

    private static final int LONGEST = 4096;

    /// Whether quotes open here: `"`, `'`, a backtick, or an escaped one.
    static boolean opens(String text, int at) {
        var mark = at < text.length() && text.charAt(at) == '\\' ? at + 1 : at;
        return mark < text.length() && "\"'`".indexOf(text.charAt(mark)) >= 0;
    }

    /// @param at where quotes open; where none close, the text ends with the line
    static Quoted read(String text, int at) {
        var escaped = text.charAt(at) == '\\';
        var mark = text.charAt(escaped ? at + 1 : at);
        var open = escaped ? "\\" + mark : text.startsWith(triple(mark), at) ? triple(mark) : String.valueOf(mark);
        var start = at + open.length();
        var i = start;
        while (i < text.length() && i - start < LONGEST) {
            if (text.startsWith(open, i)) {
                return new Quoted(start, i, i + open.length());
            }
            if (text.charAt(i) == '\n' && open.length() < 3) {
                return new Quoted(start, i, i);
            }
            i += !escaped && text.charAt(i) == '\\' ? 2 : 1;
        }
        var end = Math.min(text.length(), start + LONGEST);
        return new Quoted(Math.min(start, end), end, end);
    }

    private static String triple(char mark) {
        return String.valueOf(mark).repeat(3);
    }
}
