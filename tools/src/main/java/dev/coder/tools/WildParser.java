package dev.coder.tools;

import dev.coder.tools.WildPattern.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// Reads a [WildPattern]. Used once.
final class WildParser {

    private static final Map<String, IntPredicate> CLASSES = Map.ofEntries(
            Map.entry("alpha", WildParser::isLetter),
            Map.entry("digit", WildParser::isDigit),
            Map.entry("alnum", c -> isLetter(c) || isDigit(c)),
            Map.entry("blank", c -> c == ' ' || c == '\t'),
            Map.entry("cntrl", c -> c < ' ' || c == 0x7f),
            Map.entry("graph", c -> c > ' ' && c < 0x7f),
            Map.entry("lower", c -> c >= 'a' && c <= 'z'),
            Map.entry("print", c -> c >= ' ' && c < 0x7f),
            Map.entry("punct", c -> c > ' ' && c < 0x7f && !isLetter(c) && !isDigit(c)),
            Map.entry("space", c -> c == ' ' || (c >= '\t' && c <= '\r')),
            Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
            Map.entry("xdigit", c -> isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')));

    private final String pattern;
    private final boolean ignoreCase;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    WildParser(String pattern, boolean ignoreCase) {
        this.pattern = pattern;
        this.ignoreCase = ignoreCase;
    }

    List<Token> tokens() {
        while (at < pattern.length()) {
            var c = pattern.charAt(at++);
            switch (c) {
                case '*' -> stars();
                case '?' -> tokens.add(new Token.One(withoutSlash(all())));
                case '[' -> tokens.add(new Token.One(set()));
                case '\\' -> tokens.add(new Token.One(folded(only(next()))));
                default -> tokens.add(new Token.One(folded(only(c))));
            }
        }
        return tokens;
    }

    /// The next character of a pattern that must go on.
    private char next() {
        if (at >= pattern.length()) {
            throw new IllegalArgumentException("the pattern ends too early: " + pattern);
        }
        return pattern.charAt(at++);
    }

    private boolean goesOn(String text) {
        return pattern.startsWith(text, at);
    }

    private void stars() {
        var start = at - 1;
        while (goesOn("*")) {
            at++;
        }
        var begins = start == 0 || pattern.charAt(start - 1) == '/';
        var ends = at == pattern.length() || goesOn("/") || goesOn("\\/");
        if (at - start == 1 || !begins || !ends) {
            tokens.add(new Token.Star());
        } else if (goesOn("/")) {
            at++;
            tokens.add(new Token.Optional());
            tokens.add(new Token.UntilSlash());
        } else {
            tokens.add(new Token.DoubleStar());
        }
    }

    /// What stands in brackets; the first character may be a closing one.
    private BitSet set() {
        var negated = goesOn("!") || goesOn("^");
        at += negated ? 1 : 0;
        var set = new BitSet(256);
        var previous = -1;
        do {
            previous = member(set, previous);
        } while (!goesOn("]"));
        at++;
        var members = folded(set);
        if (negated) {
            members.flip(0, 256);
        }
        return withoutSlash(members);
    }

    /// @param previous what a range may start with, or -1
    /// @return the same for the next member
    private int member(BitSet set, int previous) {
        var c = next();
        if (c == '-' && previous > 0 && at < pattern.length() && !goesOn("]")) {
            var last = next();
            last = last == '\\' ? next() : last;
            set.set(previous, Math.max(previous, last + 1));
            return -1;
        }
        if (c == '[' && goesOn(":") && isClass()) {
            named(set);
            return -1;
        }
        c = c == '\\' ? next() : c;
        set.set(c);
        return c;
    }

    /// Whether `[:` goes on to `:]`, with no other bracket between.
    private boolean isClass() {
        var end = pattern.indexOf(']', at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a bracket is not closed: " + pattern);
        }
        return end > at + 1 && pattern.charAt(end - 1) == ':';
    }

    private void named(BitSet set) {
        var end = pattern.indexOf(']', at + 1);
        var members = CLASSES.get(pattern.substring(at + 1, end - 1));
        if (members == null) {
            throw new IllegalArgumentException("there is no such class: " + pattern);
        }
        for (var c = 0; c < 0x80; c++) {
            if (members.test(c)) {
                set.set(c);
            }
        }
        at = end + 1;
    }

    private BitSet folded(BitSet set) {
        if (ignoreCase) {
            for (var c = 'a'; c <= 'z'; c++) {
                if (set.get(c) || set.get(c - 0x20)) {
                    set.set(c);
                    set.set(c - 0x20);
                }
            }
        }
        return set;
    }

    private static BitSet all() {
        var set = new BitSet(256);
        set.set(0, 256);
        return set;
    }

    private static BitSet only(int c) {
        var set = new BitSet(256);
        set.set(c);
        return set;
    }

    private static BitSet withoutSlash(BitSet set) {
        set.clear('/');
        return set;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
