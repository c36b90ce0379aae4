package dev.coder.plugin;

import java.util.List;

/// A question of the model to the user.
///
/// @param text    what it wants to know
/// @param choices the answers it offers; empty: any text
/// @param several whether more than one may be chosen
public record UserQuestion(String text, List<Choice> choices, boolean several) {

    /// @param description what it would mean; may be empty
    public record Choice(String label, String description) {}

    public UserQuestion {
        choices = List.copyOf(choices);
    }
}
