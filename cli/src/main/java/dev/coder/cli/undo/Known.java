package dev.coder.cli.undo;

/// What was found under a name, and by what it is recognised without reading it again.
///
/// @param racy it had changed so shortly before it was looked at that another change might not show in its times
record Known(Entry entry, Stat stat, boolean racy) {

    /// Whether it is certainly the same still.
    boolean holds(Stat present) {
        return !racy && stat.equals(present);
    }
}
