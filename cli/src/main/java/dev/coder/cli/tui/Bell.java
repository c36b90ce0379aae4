package dev.coder.cli.tui;

import java.util.Map;
import java.util.Set;

/// How this terminal is told that something needs the user: a notification where it knows one, else the bell.
final class Bell {

    private static final Set<String> OSC_9 = Set.of("iTerm.app", "WezTerm", "ghostty", "kitty");

    private Bell() {}

    /// @param words plain
    static String signal(Map<String, String> environment, String words) {
        var program = environment.getOrDefault("TERM_PROGRAM", "");
        if (environment.containsKey("TMUX")) {
            return "\u0007";
        }
        if (OSC_9.contains(program) || environment.getOrDefault("TERM", "").contains("kitty")) {
            return "\u001b]9;" + words + "\u0007";
        }
        return environment.getOrDefault("TERM", "").startsWith("rxvt")
                ? "\u001b]777;notify;coder;" + words + "\u0007"
                : "\u0007";
    }
}
