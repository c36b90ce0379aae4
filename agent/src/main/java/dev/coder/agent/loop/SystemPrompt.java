package dev.coder.agent.loop;

import dev.coder.protocol.SessionRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What every model call begins with: `system.md` and a few lines about the workspace. It stays the same for a whole
/// session, so that the provider's prompt cache holds.
final class SystemPrompt {

    private final String base;

    SystemPrompt() {
        try (var file = Objects.requireNonNull(SystemPrompt.class.getResourceAsStream("system.md"))) {
            base = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(SessionRequests.@Nullable Workspace workspace) {
        if (workspace == null) {
            return base;
        }
        return base + "\n\n" + described(workspace);
    }

    /// What the model is told of a workspace: its roots by name, and what is known of each.
    static String described(SessionRequests.Workspace workspace) {
        var git = workspace.git();
        var text = new StringBuilder("Project: ").append(workspace.label());
        var projects = Objects.requireNonNullElse(workspace.projects(), List.<SessionRequests.Project>of());
        if (projects.isEmpty()) {
            var roots = Objects.requireNonNullElse(workspace.roots(), List.<String>of());
            text.append(roots.isEmpty() ? "" : "\nFolders: " + String.join(", ", roots));
        } else {
            text.append("\nRoot folders, by name; nothing outside of them belongs to the task:");
            projects.forEach(project -> text.append(root(project)));
        }
        text.append(git == null || git.branch() == null ? "" : "\nGit branch at the start: " + git.branch());
        projects.forEach(project -> text.append(instructions(project)));
        return text.toString();
    }

    private static String root(SessionRequests.Project project) {
        var facts = project.facts() == null ? "" : project.facts().strip();
        return "\n- " + project.name() + ": " + project.root()
                + (facts.isEmpty() ? "" : "\n" + facts.indent(2).stripTrailing());
    }

    private static String instructions(SessionRequests.Project project) {
        var instructions =
                project.instructions() == null ? "" : project.instructions().strip();
        return instructions.isEmpty()
                ? ""
                : "\n\nInstructions of the project " + project.name() + ":\n\n" + instructions;
    }
}
