package dev.coder.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// What the judge of commands has to know of this machine. It only looks.
public interface Machine {

    /// Nothing is there: every path is what it says, no pattern finds a file.
    Machine UNSEEN = new Machine() {};

    /// The path with its links followed.
    ///
    /// @param path absolute
    /// @throws IllegalArgumentException when it leads nowhere
    default Path resolve(Path path) {
        return path.normalize();
    }

    /// The names that bash would put in the place of a pattern, or more; empty when there are none.
    ///
    /// @throws IllegalArgumentException when there are too many to look at
    default List<String> matches(Path folder, String pattern) {
        return List.of();
    }

    /// Whether there is such a file below a folder. Links are not followed, and what dependencies bring along does not
    /// count. It is so, too, when there are too many to look at.
    ///
    /// @param folder absolute and resolved
    /// @param hidden whether to look at names that begin with a dot
    default boolean anyBelow(Path folder, boolean hidden, Predicate<Path> wanted) {
        return false;
    }

    /// Whether what runs under this name is something that a project brings along.
    default boolean isForeign(String program) {
        return false;
    }

    /// Whether git would run programs, in this folder, that the repository names.
    default boolean hasGitHelpers(Path folder) {
        return false;
    }
}
