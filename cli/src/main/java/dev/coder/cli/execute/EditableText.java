package dev.coder.cli.execute;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The one text among the parameters of a call that the user may write anew.
///
/// @param parameters as the model wrote them, with the names of hidden values
/// @param name       of the parameter
/// @param text       as it stands in them
record EditableText(RawJson parameters, String name, String text) {

    /// @return empty when there is no such text
    static Optional<EditableText> of(RawJson parameters, String name) {
        return ProtocolJson.readObject(parameters.text()).get(name) instanceof String text
                ? Optional.of(new EditableText(parameters, name, text))
                : Optional.empty();
    }

    /// The parameters with another text.
    RawJson with(String other) {
        var members = new LinkedHashMap<>(ProtocolJson.readObject(parameters.text()));
        members.put(name, other);
        return new RawJson(ProtocolJson.writeObject(members));
    }
}
