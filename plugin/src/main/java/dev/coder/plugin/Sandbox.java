package dev.coder.plugin;

import java.nio.file.Path;
import java.util.List;

/// A way of this operating system to keep commands inside the workspace, found by [java.util.ServiceLoader].
public interface Sandbox {

    /// Such as `bubblewrap`.
    String name();

    /// Whether it works on this machine, tried out once. Takes some milliseconds the first time.
    boolean works();

    /// Commands started through it write to the projects only, never to what their programs would run
    /// (`.git/hooks`, `.git/config`), and have no network.
    ///
    /// @param hidden files and folders that the commands shall not see, such as key folders; absolute
    CommandLauncher launcher(Workspace workspace, List<Path> hidden);
}
