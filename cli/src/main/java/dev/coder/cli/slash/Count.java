package dev.coder.cli.slash;

import java.util.Locale;

/// Numbers of tokens, as people read them.
final class Count {

    private Count() {}

    static String of(long tokens) {
        if (tokens < 1000) {
            return Long.toString(tokens);
        }
        return tokens < 1_000_000
                ? String.format(Locale.ROOT, "%.1fk", tokens / 1000.0)
                : String.format(Locale.ROOT, "%.1fM", tokens / 1_000_000.0);
    }
}
