package dev.coder.cli.keys;

import dev.coder.cli.exit.OwnCommand;
import java.util.Map;
import java.util.regex.Pattern;

/// Says where a model's key comes from that its provider did not accept.
///
/// @param environment of this process
public record ModelKeyOrigin(Map<String, String> environment, KeyRing ring) {

    /// What the agent says; it does not know who gave it the key.
    private static final Pattern REFUSED =
            Pattern.compile("(?s).*does not accept the key: check ([A-Z][A-Z0-9_]{0,60}_(?:API_KEY|AUTH_TOKEN))");

    /// @param sentence how the local agent ended a turn
    /// @return the same, with where the key comes from and what to do there
    public String told(String sentence) {
        var refused = REFUSED.matcher(sentence);
        if (!refused.matches()) {
            return sentence;
        }
        var name = refused.group(1);
        if (!environment.getOrDefault(name, "").isBlank()) {
            return sentence + ", a variable of your environment; set it to another key, or unset it and store one: "
                    + OwnCommand.with("auth login " + name);
        }
        return ring.slots().stream().anyMatch(record -> record.slot().equals(name))
                ? sentence + ", which is stored; store another: " + OwnCommand.with("auth login " + name)
                : sentence;
    }
}
