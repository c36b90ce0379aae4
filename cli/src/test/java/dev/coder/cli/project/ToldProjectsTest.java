package dev.coder.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Toolbox;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.SessionRequests.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the model is told of the projects of a session, and what not.
class ToldProjectsTest {

    @TempDir
    private Path temp;

    private Path one;
    private Path two;
    private Path user;

    @BeforeEach
    void create() throws IOException {
        one = Files.createDirectories(temp.toRealPath().resolve("a/app"));
        two = Files.createDirectories(temp.toRealPath().resolve("b/app"));
        user = Files.createDirectories(temp.resolve("config"));
        Files.writeString(one.resolve("go.mod"), "module x");
        Files.writeString(one.resolve("AGENTS.md"), "Use tabs.");
        Files.writeString(two.resolve("CLAUDE.md"), "Use spaces.");
    }

    @Test
    void namesEachProjectAndPassesOnTheInstructionsOfTrustedOnes() throws Exception {
        var told = told(Set.of(one));
        assertThat(told).extracting(Project::name).containsExactly("app", "b/app");
        assertThat(told).extracting(Project::root).containsExactly(one.toString(), two.toString());
        assertThat(told).extracting(Project::instructions).containsExactly("Use tabs.", null);
        assertThat(told.getFirst().facts()).contains("relative paths and commands start here", "Go", "go test ./...");
        assertThat(told.getLast().facts())
                .startsWith("files to know: CLAUDE.md\n")
                .contains("not trusted");
        assertThat(told(Set.of(one, two)).getLast().facts()).isEqualTo("files to know: CLAUDE.md");
        assertThat(told(Set.of(one, two)).getLast().instructions()).isEqualTo("Use spaces.");
    }

    @Test
    void putsTheUsersOwnInstructionsFirst() throws Exception {
        Files.writeString(user.resolve("AGENTS.md"), "Be brief.");
        assertThat(told(Set.of(one)).getFirst().instructions()).containsSubsequence("Be brief.", "Use tabs.");
        assertThat(told(Set.of()).getFirst().instructions())
                .contains("Be brief.")
                .doesNotContain("Use tabs.");
    }

    @Test
    void cutsLongInstructionsAndShowsWhatCannotBeSeen() throws Exception {
        Files.writeString(one.resolve("AGENTS.md"), "a\u200Bb\u001b[31m\n" + "x".repeat(40_000));
        var text = String.valueOf(told(Set.of(one)).getFirst().instructions());
        assertThat(text)
                .startsWith("ab[31m\n")
                .endsWith("AGENTS.md is cut off here, after 32 KiB; read the file for the rest]");
        assertThat(text.length()).isBetween(32_000, 33_000);
    }

    @Test
    void followsNoLinkOutOfTheProject() throws Exception {
        Files.delete(one.resolve("AGENTS.md"));
        Files.createSymbolicLink(one.resolve("AGENTS.md"), two.resolve("CLAUDE.md"));
        assertThat(told(Set.of(one)).getFirst().instructions()).isNull();
        Files.writeString(one.resolve("GEMINI.md"), "Mine.");
        assertThat(told(Set.of(one)).getFirst().instructions()).isEqualTo("Mine.");
    }

    @Test
    void keepsFactsShort() throws Exception {
        for (var i = 0; i < 40; i++) {
            Files.writeString(Files.createDirectories(two.resolve("sub" + i)).resolve("package.json"), "{}");
        }
        var facts = String.valueOf(told(Set.of(two)).getLast().facts());
        assertThat(facts.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(400, 600);
    }

    @Test
    void looksAgainWhenSomethingHasChanged() throws Exception {
        assertThat(String.valueOf(told(Set.of()).getFirst().facts())).doesNotContain("gin-gonic");
        var before = Files.getLastModifiedTime(one.resolve("go.mod")).toMillis();
        Files.writeString(one.resolve("go.mod"), "require gin-gonic/gin");
        Files.setLastModifiedTime(one.resolve("go.mod"), FileTime.fromMillis(before + 1000));
        assertThat(String.valueOf(told(Set.of()).getFirst().facts())).contains("gin-gonic");
        assertThat(temp.resolve("state/facts")).isDirectoryContaining("glob:**.json");
    }

    private List<Project> told(Set<Path> trusted) throws InterruptedException {
        var detection = new Detection(new StateFolder(temp.resolve("state")), Toolbox.installed(), _ -> true);
        return new ToldProjects(detection, new Instructions(_ -> true), trusted, _ -> Optional.empty(), user)
                .of(new Workspace(List.of(one, two)));
    }
}
