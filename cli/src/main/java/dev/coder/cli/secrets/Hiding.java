package dev.coder.cli.secrets;

import java.util.List;
import java.util.stream.Collectors;

/// What was done to a text that leaves for the agent.
///
/// @param text without secrets
public record Hiding(String text, List<Hidden> hidden) {

    public Hiding {
        hidden = List.copyOf(hidden);
    }

    /// One value that was replaced.
    ///
    /// @param kind such as `github-token`
    /// @param name what the agent sees instead
    /// @param line where it stood in the text, from 1 on
    public record Hidden(String kind, String name, int line) {}

    /// For the user: `hidden from the agent: 2 values (github-token in read .env:3, password in read .env:4)`.
    ///
    /// @param where what was sent
    public static String sentence(String where, List<Hidden> hidden) {
        var named = hidden.stream()
                .limit(5)
                .map(one -> one.kind() + " in " + where + ":" + one.line())
                .collect(Collectors.joining(", "));
        return "hidden from the agent: " + hidden.size() + (hidden.size() == 1 ? " value (" : " values (") + named
                + (hidden.size() > 5 ? ", …)" : ")");
    }
}
