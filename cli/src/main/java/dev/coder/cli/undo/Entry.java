package dev.coder.cli.undo;

/// What stands, or stood, under one name. Two equal entries are the same for undo: names, bytes, modes and links count;
/// times, owners and second names of a file do not.
sealed interface Entry {

    Entry ABSENT = new Absent();

    record Absent() implements Entry {}

    /// @param mode the lower twelve bits: permissions, set-id and sticky
    record Folder(int mode) implements Entry {}

    /// @param mode the lower twelve bits
    record File(int mode, long size, Digest content) implements Entry {}

    /// @param target byte by byte, see [RawName]
    record Link(String target) implements Entry {}

    /// Something that is not kept and cannot be brought back.
    ///
    /// @param why  for the user
    /// @param mark differs when it has changed
    record LeftOut(String why, String mark) implements Entry {}
}
