package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.SecretFiles;
import dev.coder.plugin.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealMachineTest {

    @TempDir
    private Path folder;

    private Path project = Path.of("");

    @BeforeEach
    void makeProject() throws Exception {
        project = folder.toRealPath();
        for (var name : List.of("src/a.txt", "visible/server.pem", "hidden/.env", "web/node_modules/b/c.pem")) {
            Files.createDirectories(project.resolve(name).getParent());
            Files.writeString(project.resolve(name), "");
        }
        Files.createSymbolicLink(project.resolve("src/link"), project.resolve("visible"));
    }

    @Test
    void findsSecretsBelowFoldersButNotBehindLinksOrInDependencies() {
        assertThat(holds("", false)).isTrue();
        assertThat(holds("visible", false)).isTrue();
        assertThat(holds("hidden", false)).isFalse();
        assertThat(holds("hidden", true)).isTrue();
        assertThat(holds("src", true)).isFalse();
        assertThat(holds("web", true)).isFalse();
        assertThat(holds("missing", true)).isFalse();
    }

    private boolean holds(String name, boolean hidden) {
        return new RealMachine(new Workspace(List.of(project)), Map.of())
                .anyBelow(project.resolve(name), hidden, SecretFiles::isSecret);
    }
}
