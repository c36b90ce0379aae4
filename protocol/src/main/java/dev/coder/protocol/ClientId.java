package dev.coder.protocol;

import java.util.regex.Pattern;

/// The name of a client, `cli_…`: one word of letters, digits, `_` and `-`.
///
/// @param value as it stands on the wire
public record ClientId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /// @throws NotAnIdException when it is not one
    public ClientId {
        NotAnIdException.unless(matches(value), value, "a client id");
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
