package dev.coder.cli.secrets;

import dev.coder.protocol.RawJson;
import java.util.Map;

/// The parameters of a call with the user's values in them, for this machine only.
///
/// @param values by the names that stood for them
public record Revealed(RawJson parameters, Map<String, String> values) {

    public Revealed {
        values = Map.copyOf(values);
    }

    /// The text with the names instead of the values, for screens and files.
    public String conceal(String text) {
        var concealed = text;
        for (var value : values.entrySet()) {
            concealed = concealed.replace(value.getValue(), value.getKey());
        }
        return concealed;
    }

    /// The text with the values instead of the names.
    public String reveal(String text) {
        var revealed = text;
        for (var value : values.entrySet()) {
            revealed = revealed.replace(value.getKey(), value.getValue());
        }
        return revealed;
    }
}
