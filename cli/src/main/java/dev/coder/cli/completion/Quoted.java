package dev.coder.cli.completion;

/// Text as a shell takes it literally.
final class Quoted {

    private Quoted() {}

    /// For bash and zsh.
    static String posix(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String fish(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
