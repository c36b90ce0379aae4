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
        var roots = Objects.requireNonNullElse(workspace.roots(), List.<String>of());
        var git = workspace.git();
        return base
                + "\n\nProject: " + workspace.label()
                + (roots.isEmpty() ? "" : "\nFolders: " + String.join(", ", roots))
                + (git == null || git.branch() == null ? "" : "\nGit branch at the start: " + git.branch());
    }
}
