package dev.coder.protocol;

import java.util.regex.Pattern;

/// The name of a session, `ses_…`: nothing else fits in, so that it may stand in a path, a command line or an address.
///
/// @param value as it stands on the wire
public record SessionId(String value) implements Comparable<SessionId> {

    private static final Pattern FORM = Pattern.compile("ses_[A-Za-z0-9]{1,64}");

    /// @throws NotAnIdException when it is not one
    public SessionId {
        NotAnIdException.unless(matches(value), value, "a session id");
    }

    /// Whether this text is one.
    public static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
