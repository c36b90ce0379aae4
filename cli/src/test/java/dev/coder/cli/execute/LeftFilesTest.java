package dev.coder.cli.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.cli.config.StateFolder;
import dev.coder.protocol.CallId;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftFilesTest {

    private static final CallId CALL = new CallId("c1");

    @TempDir
    private Path temp;

    private Path secret = Path.of("");
    private Path scratch = Path.of("");
    private Path outputs = Path.of("");
    private SessionFolder folder = new SessionFolder(Path.of(""));

    @BeforeEach
    void prepare() throws IOException {
        secret = Files.writeString(temp.resolve("id_rsa"), "PRIVATE KEY");
        folder = SessionFolder.made(new StateFolder(temp.resolve("state")), new SessionId("ses_1"));
        scratch = folder.scratch(CALL);
        outputs = Files.createDirectories(folder.tools().resolve("outputs"));
        Files.writeString(scratch.resolve("exit"), "0\n");
    }

    @Test
    void readsWhatTheEarlierRunHasMade() throws IOException {
        Files.createSymbolicLink(scratch.resolve("output"), Files.writeString(outputs.resolve("o1"), "done"));
        assertThat(folder.scratchLeft(CALL)).isEqualTo(scratch);
    }

    @Test
    void readsNoLinkToAnythingElse() throws IOException {
        Files.createSymbolicLink(scratch.resolve("output"), secret);
        assertThat(folder.scratchLeft(CALL)).isNull();
    }

    @Test
    void readsNoLinkToALink() throws IOException {
        Files.createSymbolicLink(outputs.resolve("o1"), secret);
        Files.createSymbolicLink(scratch.resolve("output"), outputs.resolve("o1"));
        assertThat(folder.scratchLeft(CALL)).isNull();
    }

    @Test
    void readsNoSecondNameOfAFile() throws IOException {
        Files.delete(scratch.resolve("exit"));
        Files.createLink(scratch.resolve("exit"), secret);
        assertThat(folder.scratchLeft(CALL)).isNull();
    }

    @Test
    void readsNothingThroughAFolderThatIsALink() throws IOException {
        Files.delete(outputs);
        Files.createSymbolicLink(outputs, temp);
        Files.createSymbolicLink(scratch.resolve("output"), outputs.resolve("id_rsa"));
        assertThat(folder.scratchLeft(CALL)).isNull();
    }

    @Test
    void deletesNothingBehindALinkAndNoFolderButOneOfASession() throws IOException {
        var state = new StateFolder(temp.resolve("state"));
        var precious = Files.createDirectories(temp.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Files.createSymbolicLink(scratch.resolve("out"), precious);
        folder.forgetCalls();
        folder.delete(state);
        assertThat(folder.path()).doesNotExist();
        assertThat(precious.resolve("file")).exists();
        for (var other : new Path[] {
            precious, state.path(), state.sessions(), state.sessions().resolve("../../precious")
        }) {
            assertThatThrownBy(() -> new SessionFolder(other).delete(state))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(precious.resolve("file")).exists();
    }
}
