package dev.coder.tools;

import org.jspecify.annotations.Nullable;

/// The content of one file before and after.
///
/// @param before null: there is no such file
/// @param after  null: the file is to be deleted
/// @param like   the file whose mode and owner a new file gets; null: as the user's umask has it
@SuppressWarnings("ArrayRecordComponent") // nobody compares changes or writes to the arrays
record FileChange(
        ProjectFile file,
        byte @Nullable [] before,
        byte @Nullable [] after,
        @Nullable ProjectFile like) {

    static FileChange of(ProjectFile file, byte @Nullable [] before, byte @Nullable [] after) {
        return new FileChange(file, before, after, null);
    }
}
