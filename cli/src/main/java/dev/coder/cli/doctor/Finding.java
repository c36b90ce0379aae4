package dev.coder.cli.doctor;

import java.util.Locale;

/// What was found about one thing that Coder needs or can use.
///
/// @param check what was looked at, such as `git`
/// @param level `ok`, `warn` (something will be missing) or `fail` (Coder cannot be used)
/// @param found what is there, or is not
/// @param fix   what to do about it; empty when it is all right
public record Finding(String check, String level, String found, String fix) {

    static Finding ok(String check, String found) {
        return new Finding(check, "ok", found, "");
    }

    static Finding warn(String check, String found, String fix) {
        return new Finding(check, "warn", found, fix);
    }

    static Finding fail(String check, String found, String fix) {
        return new Finding(check, "fail", found, fix);
    }

    boolean isFailure() {
        return level.equals("fail");
    }

    /// One line for a person.
    public String line() {
        return "%-4s  %-10s  %s%s"
                .formatted(level.toUpperCase(Locale.ROOT), check, found, fix.isEmpty() ? "" : " → " + fix);
    }
}
