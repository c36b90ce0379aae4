package dev.coder.cli.keys;

import java.util.Optional;

/// Asks for what must not be seen on the screen.
@FunctionalInterface
public interface Asking {

    /// Where nobody sits.
    Asking NOBODY = _ -> Optional.empty();

    /// @param question what is asked for
    /// @return what was typed, without blanks around it; empty when nobody can be asked
    Optional<String> hidden(String question) throws InterruptedException;
}
