package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.StateFolder;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

    @TempDir
    private Path folder;

    @Test
    void knowsTheProgramsThatAProjectPutsBeforeThoseOfTheMachine() throws IOException {
        var project = folder("project");
        program(folder("project/bin").resolve("ls"));
        program(folder("usr").resolve("ls"));
        program(folder.resolve("usr/cat"));
        assertThat(ofProject("ls", project, folder.resolve("project/bin") + ":" + folder.resolve("usr")))
                .isTrue();
        assertThat(ofProject("ls", project, "bin:" + folder.resolve("usr"))).isTrue();
        assertThat(ofProject("ls", project, folder.resolve("usr") + ":bin")).isFalse();
        assertThat(ofProject("cat", project, "bin:" + folder.resolve("usr"))).isFalse();
    }

    @Test
    void hidesKeysLoginsAndItsOwnState() throws IOException {
        var home = folder("home").toRealPath();
        var state = new StateFolder(folder("home/state").toRealPath());
        folder("home/.ssh");
        folder("home/.config/gh");
        Files.writeString(home.resolve(".netrc"), "secret");
        Files.writeString(home.resolve("notes.txt"), "");
        assertThat(Guard.hidden(home, state))
                .containsExactlyInAnyOrder(
                        state.path(), home.resolve(".ssh"), home.resolve(".config/gh"), home.resolve(".netrc"));
    }

    private static boolean ofProject(String name, Path project, String path) {
        return new RealMachine(new Workspace(List.of(project)), Map.of("PATH", path)).isForeign(name);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static void program(Path file) throws IOException {
        assertThat(Files.writeString(file, "#!/bin/sh").toFile().setExecutable(true))
                .isTrue();
    }
}
