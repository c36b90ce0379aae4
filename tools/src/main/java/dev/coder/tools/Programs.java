package dev.coder.tools;

import dev.coder.plugin.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds programs on the path, but never one that lies in a project: that would be the repository's choice.
public final class Programs {

    private Programs() {}

    public static @Nullable Path find(String name, Map<String, String> environment, @Nullable Workspace workspace) {
        for (var folder :
                environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").split(":", -1)) {
            var program = Path.of(folder, name);
            if (program.isAbsolute()
                    && Files.isExecutable(program)
                    && !(workspace != null && workspace.inside(program))) {
                return program;
            }
        }
        return null;
    }
}
