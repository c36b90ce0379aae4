package dev.coder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandsTest {

    @TempDir
    private Path temp;

    @Test
    void theCommandsOfAFolderThatIsNotTrustedAreNamedButNotTaken() throws IOException {
        write(temp.resolve("config/commands/mine.md"));
        write(temp.resolve("one/.coder/commands/its.md"));
        write(temp.resolve("two/.coder/commands/hidden.md"));
        var one = temp.resolve("one");
        var two = temp.resolve("two");
        var notices = new ArrayList<String>();

        var environment = Map.of("CODER_CONFIG_DIR", temp.resolve("config").toString());
        var taken = RunCommands.inFiles(List.of(one, two), List.of(one), environment, notices);

        assertThat(taken).extracting(added -> added.command().name()).containsExactly("mine", "its");
        assertThat(notices)
                .singleElement()
                .asString()
                .contains(two.resolve(".coder").toString(), "not trusted");
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "Do it.");
    }
}
