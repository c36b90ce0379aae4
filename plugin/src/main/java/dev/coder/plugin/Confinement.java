package dev.coder.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a sandbox keeps commands to.
///
/// @param workspace      the only folders that they may write to
/// @param hidden         files and folders that they shall not see, such as key folders; absolute and resolved
/// @param protectedNames of files and folders that other programs obey, such as `.vscode`, in lower case: commands
///                       neither change nor make them, at any depth of the projects
/// @param network        whether they may reach the network
/// @param store          a private folder of Coder: what commands made in spite of it is kept there
public record Confinement(
        Workspace workspace, List<Path> hidden, Set<String> protectedNames, boolean network, Path store) {

    public Confinement {
        hidden = List.copyOf(hidden);
        protectedNames = Set.copyOf(protectedNames);
    }

    /// Whether the last name of a path is protected, in any letter case.
    public boolean protects(Path path) {
        var name = path.getFileName();
        return name != null && protectedNames.contains(name.toString().toLowerCase(Locale.ROOT));
    }
}
