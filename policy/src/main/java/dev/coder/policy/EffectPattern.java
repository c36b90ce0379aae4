package dev.coder.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Which effects a [Rule] speaks of.
sealed interface EffectPattern {

    /// All effects of these kinds.
    ///
    /// @param folders of those on files only the ones that lie in there; empty means everywhere
    record Any(Set<Verb> verbs, List<Path> folders) implements EffectPattern {

        public Any {
            verbs = Set.copyOf(verbs);
            folders = List.copyOf(folders);
        }
    }

    /// Commands, call by call.
    record Call(WordPattern words) implements EffectPattern {}

    /// Files and folders.
    record Place(Set<Verb> verbs, PathPattern path) implements EffectPattern {

        public Place {
            verbs = Set.copyOf(verbs);
        }
    }

    record Host(HostPattern host) implements EffectPattern {}
}
