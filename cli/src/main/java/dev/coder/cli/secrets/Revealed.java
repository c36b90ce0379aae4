package dev.coder.cli.secrets;

import dev.coder.plugin.PreviewLine;
import dev.coder.policy.QuotedValues;
import dev.coder.protocol.RawJson;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// The parameters of a call with the user's values in them, for this machine only.
///
/// @param values by the names that stood for them
/// @param forms  what was written for values that a shell would not have taken as they are, with the names
public record Revealed(RawJson parameters, Map<String, String> values, Map<String, String> forms) {

    private static final int SHORTEST = 4;

    public Revealed {
        values = Map.copyOf(values);
        forms = Map.copyOf(forms);
    }

    /// The text with the names instead of the values, for files and whatever leaves.
    public String conceal(String text) {
        var concealed = text;
        var written = Stream.concat(
                        forms.entrySet().stream(),
                        values.entrySet().stream().map(value -> Map.entry(value.getValue(), value.getKey())))
                .sorted(Comparator.comparingInt(one -> -one.getKey().length()))
                .toList();
        for (var one : written) {
            concealed = concealed.replace(one.getKey(), one.getValue());
        }
        return concealed;
    }

    /// The same for a text in one line, in which the line ends of a value are gone.
    public String concealInLine(String text) {
        var concealed = conceal(text);
        for (var value : values.entrySet()) {
            for (var line : PreviewLine.split(value.getValue())) {
                concealed =
                        line.strip().length() < SHORTEST ? concealed : concealed.replace(line.strip(), value.getKey());
            }
        }
        return concealed;
    }

    /// The text for the user who is asked: with the names of plain words only. Whatever could mean something to a
    /// shell,
    /// a program or a reader is shown.
    public String concealPlain(String text) {
        var concealed = text;
        for (var value : values.entrySet()) {
            if (QuotedValues.isPlain(value.getValue())) {
                concealed = concealed.replace(value.getValue(), value.getKey());
            }
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
