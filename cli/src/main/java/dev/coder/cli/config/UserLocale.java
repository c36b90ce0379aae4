package dev.coder.cli.config;

import java.util.Map;

/// The locale that the user has set. The launcher starts the JVM in a UTF-8 one where theirs is another, since the JVM
/// reads words and file names in the charset of its locale; what the user has set is kept for the commands.
public final class UserLocale {

    private static final String VARIABLE = "LC_ALL";

    /// Set by the launcher when it changed the variable: to what it was, or to nothing.
    private static final String PROPERTY = "coder.lc_all";

    private UserLocale() {}

    /// Makes the environment of this process that of its user again.
    public static void restore(Map<String, String> environment) {
        var own = System.getProperty(PROPERTY);
        if (own == null) {
            return;
        }
        if (own.isEmpty()) {
            environment.remove(VARIABLE);
        } else {
            environment.put(VARIABLE, own);
        }
    }

    /// Gives another JVM of ours the locale of this one.
    public static void hand(Map<String, String> environment) {
        var ours = System.getenv(VARIABLE);
        if (System.getProperty(PROPERTY) != null && ours != null) {
            environment.put(VARIABLE, ours);
        }
    }
}
