package dev.coder.cli.completion;

import java.util.List;

/// What may stand in one place of a command line.
sealed interface Words {

    /// Nothing that could be known.
    record Any() implements Words {}

    record Files() implements Words {}

    record Folders() implements Words {}

    record Fixed(List<String> words) implements Words {}

    /// @param kind what `coder completion --values` is asked for
    record Asked(String kind) implements Words {}
}
