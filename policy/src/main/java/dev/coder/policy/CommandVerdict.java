package dev.coder.policy;

import java.nio.file.Path;
import java.util.List;

/// What is thought of a whole command.
///
/// @param decision the strictest over all parts
/// @param parts    the programs it calls, in order; empty when the command is not plain enough to name them all
public record CommandVerdict(Decision decision, List<Part> parts) {

    /// @param words    the program and its arguments, as bash would pass them
    /// @param folder   where it would start, resolved
    /// @param decision on this part alone
    public record Part(List<String> words, Path folder, Decision decision) {

        public Part {
            words = List.copyOf(words);
        }
    }

    public CommandVerdict {
        parts = List.copyOf(parts);
    }
}
