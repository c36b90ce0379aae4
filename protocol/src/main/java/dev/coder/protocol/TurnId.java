package dev.coder.protocol;

import java.util.regex.Pattern;

/// The name of a turn, `trn_…`: one word of letters, digits, `_` and `-`.
///
/// @param value as it stands on the wire
public record TurnId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /// @throws NotAnIdException when it is not one
    public TurnId {
        NotAnIdException.unless(matches(value), value, "a turn id");
    }

    /// Whether this text is one.
    public static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
