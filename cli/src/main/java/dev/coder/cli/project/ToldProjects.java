package dev.coder.cli.project;

import dev.coder.plugin.Workspace;
import dev.coder.protocol.SessionRequests.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the model is told of the projects of a session: their names, what they are, and what they ask for.
///
/// @param trusted    those whose instructions are passed on
/// @param type       what the settings of a project say that it is
/// @param userFolder where the user's own instructions lie
public record ToldProjects(
        Detection detection,
        Instructions instructions,
        Set<Path> trusted,
        Function<Path, Optional<String>> type,
        Path userFolder) {

    /// In the order of the roots.
    public List<Project> of(Workspace workspace) throws InterruptedException {
        var told = new ArrayList<Project>();
        var names = new HashSet<String>();
        for (var root : workspace.roots()) {
            var facts = facts(workspace, root);
            told.add(new Project(
                    unique(root, names), root.toString(), facts.isEmpty() ? null : facts, asked(workspace, root)));
        }
        return told;
    }

    private String facts(Workspace workspace, Path root) throws InterruptedException {
        var facts = (detection.of(root).as(type.apply(root)).facts() + withheld(root)).strip();
        var several = workspace.roots().size() > 1;
        return several && root.equals(workspace.root())
                ? "relative paths and commands start here; reach the other roots by absolute paths\n" + facts
                : facts;
    }

    private String withheld(Path root) {
        return trusted.contains(root) || !Instructions.areIn(root)
                ? ""
                : "\nits instructions for agents are not passed on, for the user has not trusted this folder";
    }

    private @Nullable String asked(Workspace workspace, Path root) {
        var user = root.equals(workspace.root()) ? Instructions.ofUser(userFolder) : Optional.<String>empty();
        var own = trusted.contains(root) ? instructions.of(root) : Optional.<String>empty();
        if (user.isEmpty()) {
            return own.orElse(null);
        }
        return "What the user asks for in all projects:\n\n" + user.get()
                + own.map(text -> "\n\nWhat this project asks for:\n\n" + text).orElse("");
    }

    /// Two projects may lie in folders of the same name.
    private static String unique(Path root, Set<String> names) {
        var name = KnownProjects.nameOf(root);
        for (var above = root.getParent(); !names.add(name) && above != null; above = above.getParent()) {
            name = KnownProjects.nameOf(above) + "/" + name;
        }
        return name;
    }
}
