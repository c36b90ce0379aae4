package dev.coder.cli.secrets;

import java.util.List;

/// Looks closer where one of its keywords stands in a text. Stateless, and bounded: the work at one place does not
/// grow with the text.
interface Probe {

    /// In small letters; found in any case.
    List<String> keywords();

    /// @param start where the keyword starts
    /// @param end   where the keyword ends
    void look(String text, int start, int end, Findings found);
}
