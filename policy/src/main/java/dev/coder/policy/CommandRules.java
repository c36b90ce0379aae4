package dev.coder.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What rules beyond the built-in ones say of one plain call of a program within a command: configured ones, and what
/// the
/// user said "always" to.
@FunctionalInterface
public interface CommandRules {

    CommandRules NONE = (_, _) -> Optional.empty();

    /// [Decision.Allow] lifts a built-in "ask", never a "deny"; [Decision.Ask] and [Decision.Deny] tighten.
    ///
    /// @param words  the program and its arguments, as bash would pass them
    /// @param folder where it would start, resolved
    /// @return empty when no rule speaks of it
    Optional<Decision> decide(List<String> words, Path folder);

    /// Whether what lifts a question for this call has the word in it, and not only a star in its place.
    default boolean spellsOut(List<String> words, Path folder, String word) {
        return true;
    }
}
