package dev.coder.cli.slash;

import java.io.IOException;
import java.util.List;

/// What other commands of `coder` print, for those who are in a conversation. Lines for a terminal, as they come.
public interface Reports {

    /// As `coder policy list`.
    List<String> policy() throws InterruptedException, IOException;

    /// The projects of this run: root and type of each.
    List<String> projects() throws InterruptedException, IOException;

    /// As `coder doctor`.
    List<String> doctor() throws InterruptedException, IOException;

    /// `git diff HEAD` of each project that is a repository.
    List<String> gitDiff() throws InterruptedException, IOException;

    /// The tools whose calls are always asked for, each with the place that says so.
    String confirmedBy(String toolName);
}
