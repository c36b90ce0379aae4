package dev.coder.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPatternTest {

    @TempDir
    private Path temp;

    private Path home;

    @BeforeEach
    void create() throws IOException {
        home = temp.toRealPath();
        for (var name : new String[] {"code/a", "code/b", "code/.hidden", "work/x/service-1", "work/y/service-2"}) {
            Files.createDirectories(home.resolve(name));
        }
        Files.writeString(home.resolve("code/file"), "");
    }

    @Test
    void findsFoldersAndNothingElse() {
        assertThat(new FolderPattern("~/code/*", home).folders())
                .containsExactly(home.resolve("code/a"), home.resolve("code/b"));
        assertThat(new FolderPattern("~/work/**/service-*", home).folders())
                .containsExactlyInAnyOrder(home.resolve("work/x/service-1"), home.resolve("work/y/service-2"));
        assertThat(new FolderPattern("~/work/{x,y}", home).folders()).hasSize(2);
        assertThat(new FolderPattern("~/code/a", home).folders()).containsExactly(home.resolve("code/a"));
    }

    @Test
    void endsInSpiteOfLoopsAndClosedFolders() throws IOException {
        Files.createSymbolicLink(home.resolve("code/loop"), home.resolve("code"));
        Files.createSymbolicLink(home.resolve("code/itself"), home.resolve("code/itself"));
        Files.createSymbolicLink(home.resolve("code/again"), home.resolve("code/a"));
        assertThat(new FolderPattern("~/code/*", home).folders())
                .containsExactlyInAnyOrder(home.resolve("code/a"), home.resolve("code/b"), home.resolve("code"));
        assertThat(new FolderPattern("~/**/*", home).folders()).hasSizeLessThan(20);
    }

    @Test
    void findsNothingWhereThereIsNoPattern() {
        for (var text : new String[] {"", "code/*", "~/none/*", "~/code/[", "/dev/null/*"}) {
            assertThat(new FolderPattern(text, home).folders()).as(text).isEmpty();
        }
    }

    @Test
    void staysWithinItsBounds() throws IOException {
        for (var i = 0; i < 1200; i++) {
            Files.createDirectories(home.resolve("many/" + i));
        }
        assertThat(new FolderPattern("~/many/*", home).folders()).hasSize(1000);
    }
}
