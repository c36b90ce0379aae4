package dev.coder.cli.exit;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// `coder` as this user can type it: the launcher says how it was called, since it need not be on the `PATH`.
public final class OwnCommand {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    private OwnCommand() {}

    /// What to type in the present folder.
    public static String with(String arguments) {
        return quoted(called()) + " " + arguments;
    }

    /// What to type in any folder.
    public static String anywhere(String arguments) {
        var called = called();
        var path = called.contains("/")
                ? Path.of(called).toAbsolutePath().normalize().toString()
                : called;
        return quoted(path) + " " + arguments;
    }

    private static String called() {
        return System.getProperty("coder.command", "coder");
    }

    /// One word of a command line, quoted where a shell would take it apart.
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
