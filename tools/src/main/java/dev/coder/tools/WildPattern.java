package dev.coder.tools;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wildcard pattern as git means it: `*` and `?` stop at slashes, `**` between slashes is any number of folders,
/// `[…]` is one byte (gitignore(5), "PATTERN FORMAT"). Patterns and texts have a character for each byte of UTF-8. The
/// time to match is the product of both lengths at most.
final class WildPattern {

    sealed interface Token {

        record One(BitSet bytes) implements Token {}

        /// Any bytes but slashes.
        record Star() implements Token {}

        /// Any bytes.
        record DoubleStar() implements Token {}

        /// Nothing, or what the [UntilSlash] takes that comes next.
        record Optional() implements Token {}

        /// Any bytes, the last a slash.
        record UntilSlash() implements Token {}
    }

    private final List<Token> tokens;

    private WildPattern(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /// @throws IllegalArgumentException when it can match nothing, such as for a bracket that is never closed
    static WildPattern of(String pattern, boolean ignoreCase) {
        return new WildPattern(new WildParser(pattern, ignoreCase).tokens());
    }

    /// Whether it is about the whole text. All ways to match are followed at once, byte by byte.
    boolean matches(String text) {
        var states = new boolean[tokens.size() + 2];
        states[0] = true;
        skip(states);
        for (var i = 0; i < text.length(); i++) {
            states = after(text.charAt(i), states);
            if (states == null) {
                return false;
            }
        }
        return states[tokens.size()];
    }

    private void skip(boolean[] states) {
        for (var i = 0; i < tokens.size(); i++) {
            if (states[i] && !(tokens.get(i) instanceof Token.One) && !(tokens.get(i) instanceof Token.UntilSlash)) {
                states[i + 1] = true;
                states[i + 2] |= tokens.get(i) instanceof Token.Optional;
            }
        }
    }

    /// Null when there is no way to go on.
    private boolean @Nullable [] after(char c, boolean[] states) {
        var next = new boolean[states.length];
        var any = false;
        for (var i = 0; i < tokens.size(); i++) {
            if (states[i]) {
                switch (tokens.get(i)) {
                    case Token.One(var bytes) -> next[i + 1] |= bytes.get(c);
                    case Token.Star() -> next[i] |= c != '/';
                    case Token.DoubleStar() -> next[i] = true;
                    case Token.Optional() -> {}
                    case Token.UntilSlash() -> {
                        next[i] = true;
                        next[i + 1] |= c == '/';
                    }
                }
                any |= next[i] || next[i + 1];
            }
        }
        skip(next);
        return any ? next : null;
    }
}
