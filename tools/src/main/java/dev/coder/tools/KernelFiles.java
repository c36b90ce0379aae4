package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.nio.file.Path;
import java.util.List;

/// The places where files are not on a disk but made by the kernel as they are read: they look regular, have no size,
/// and some make the reader wait for ever.
final class KernelFiles {

    private static final List<Path> PLACES = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    private KernelFiles() {}

    /// @param path resolved
    static void refuse(Path path) throws ToolException {
        if (PLACES.stream().anyMatch(path::startsWith)) {
            throw ToolException.failed(
                    path + " is not a file on a disk but made by the kernel, and could make the reader "
                            + "wait for ever. Use run_command.");
        }
    }
}
