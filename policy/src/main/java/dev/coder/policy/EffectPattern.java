package dev.coder.policy;

import java.util.Set;

/// Which effects a [Rule] speaks of.
sealed interface EffectPattern {

    /// All effects of these kinds.
    record Any(Set<Verb> verbs) implements EffectPattern {

        public Any {
            verbs = Set.copyOf(verbs);
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
