package dev.coder.tools;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// The preloaded library that lets system calls fail: see `faults.c`.
///
/// @param path as it was preloaded
record FaultLibrary(Path path) {

    /// Lets the n-th changing system call below a folder fail from now on.
    ///
    /// @param error 0: the process is killed
    @SuppressWarnings("restricted")
    void arm(Path folder, long call, int error) throws Throwable {
        var arm = Linker.nativeLinker()
                .downcallHandle(
                        lookup().findOrThrow("faults_arm"),
                        FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            arm.invokeExact(arena.allocateFrom(folder.toString()), call, error);
        }
    }

    /// Lets nothing fail any more.
    ///
    /// @return how many such calls there were
    @SuppressWarnings("restricted")
    long disarm() throws Throwable {
        var seen = Linker.nativeLinker()
                .downcallHandle(lookup().findOrThrow("faults_seen"), FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        return (long) seen.invokeExact();
    }

    @SuppressWarnings("restricted")
    private SymbolLookup lookup() {
        return SymbolLookup.libraryLookup(path, Arena.global());
    }
}
