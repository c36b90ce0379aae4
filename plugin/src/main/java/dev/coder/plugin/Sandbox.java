package dev.coder.plugin;

import java.nio.file.Path;
import java.util.List;

/// A way of this operating system to keep commands inside the workspace, found by [java.util.ServiceLoader]: the first
/// one that works is taken.
public interface Sandbox {

    /// Such as `bubblewrap`.
    String name();

    /// Whether it works on this machine, tried out once. Takes some milliseconds the first time.
    boolean works();

    /// What the user should know of it where it gives less than others; empty when it holds all that is asked of
    /// it.
    default String weakness() {
        return "";
    }

    /// Commands started through it are kept to the confinement.
    CommandLauncher launcher(Confinement confinement);

    /// Commands started through it see the programs of the system and the given folders, nothing else: no project,
    /// no
    /// home, no network.
    ///
    /// @param folder   they may write to it, and start in it
    /// @param readable what else they need, such as the folder of an interpreter
    CommandLauncher isolated(Path folder, List<Path> readable);
}
