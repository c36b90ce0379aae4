package dev.coder.tools;

import java.util.stream.Collectors;

/// The lines that a change takes away and brings, as a user reads them who is asked for leave.
final class Preview {

    private Preview() {}

    static String removed(String text) {
        return marked("- ", text);
    }

    static String added(String text) {
        return marked("+ ", text);
    }

    private static String marked(String mark, String text) {
        return text.lines().map(line -> mark + line + "\n").collect(Collectors.joining());
    }
}
