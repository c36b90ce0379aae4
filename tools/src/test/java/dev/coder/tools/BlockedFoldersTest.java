package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coder.plugin.Confinement;
import dev.coder.plugin.Sandbox;
import dev.coder.plugin.ToolException;
import dev.coder.testing.NeedsProgram;
import dev.coder.tools.sandbox.Bubblewrap;
import dev.coder.tools.sandbox.Landlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real commands in both sandboxes of Linux, with folders of the system, the home and the project hidden: what programs
/// need to start is there, and nothing else.
@Timeout(120)
class BlockedFoldersTest {

    @TempDir
    Path folder;

    TestProject project;
    Path home;

    @BeforeEach
    void makeFolders() throws Exception {
        var base = Files.createDirectory(Path.of("target").toRealPath().resolve(folder.getFileName()));
        home = Files.createDirectories(base.resolve("home"));
        project = new TestProject(home);
        project.file("a.txt", "alpha\n");
        project.file("data/k", "kappa");
        Files.writeString(Files.createDirectory(home.resolve("private")).resolve("k"), "kappa");
        install(home.resolve(".local/share/greeter"), "greet");
        Files.createSymbolicLink(
                Files.createDirectories(home.resolve(".local/bin")).resolve("greet"),
                home.resolve(".local/share/greeter/bin/greet"));
        install(home.resolve("sdk/v2"), "compiler");
        Files.createSymbolicLink(home.resolve("sdk/current"), Path.of("v2"));
        install(home.resolve("jdk"), "java");
        project.environment = Map.of(
                "PATH", home + "/.local/bin:" + home + "/sdk/current/bin:" + System.getenv("PATH"),
                "JAVA_HOME", home + "/jdk",
                "HOME", home.toString());
    }

    /// A program that needs what lies beside it.
    private static void install(Path place, String name) throws IOException {
        Files.writeString(Files.createDirectories(place.resolve("lib")).resolve("words"), name + "\n");
        var program = Files.writeString(
                Files.createDirectories(place.resolve("bin")).resolve(name),
                "#!/usr/bin/env bash\ncat \"$(dirname \"$(readlink -f \"$0\")\")/../lib/words\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private void block(String kind, String paths) {
        Sandbox sandbox =
                kind.equals("bwrap") ? new Bubblewrap(project.environment) : new Landlock(project.environment);
        assumeTrue(sandbox.works(), kind + " does not work on this machine");
        var hidden = Arrays.stream(paths.split(" "))
                .map(path -> path.replaceFirst("^~", home.toString()))
                .map(path -> project.root.resolve(path).normalize())
                .toList();
        var store = project.outside.resolve("store");
        project.launcher = sandbox.launcher(new Confinement(project.workspace, hidden, Set.of(), false, store));
    }

    @ParameterizedTest
    @CsvSource({
        "bwrap, /etc /usr /bin",
        "bwrap, /usr",
        "bwrap, /usr/bin /usr/lib /usr/share /usr/local",
        "bwrap, /bin /sbin /lib /lib64",
        "bwrap, /proc /dev /sys /run",
        "bwrap, /tmp /var",
        "bwrap, ~",
        "bwrap, ~ ~/private ~/.local ~/.local/bin ~/sdk",
        "bwrap, /",
        "bwrap, ..",
        "bwrap, /etc ~ /",
        "landlock, /etc /usr /bin",
        "landlock, /usr/bin /usr/lib /usr/share /usr/local",
        "landlock, /bin /sbin /lib /lib64",
        "landlock, /proc /dev /sys /run",
        "landlock, /tmp /var",
        "landlock, ~",
        "landlock, ~ ~/private ~/.local ~/.local/bin ~/sdk",
        "landlock, /",
    })
    @NeedsProgram("git")
    void letsProgramsStart(String kind, String blocked) throws Exception {
        block(kind, blocked);
        var said = project.text(
                "run_command",
                "command",
                "cat a.txt && git --version > /dev/null && echo x | grep -c x && echo 'BEGIN { print 2 }' > data/b && awk -f data/b"
                        + " && perl -e 'print \"3\\n\"' && f=$(mktemp) && echo 4 > $f && cat $f && greet && compiler"
                        + " && $JAVA_HOME/bin/java && cat <(echo 5)");
        assertThat(said).isEqualTo("alpha\n1\n2\n3\n4\ngreet\ncompiler\njava\n5\n");
        assertThat(project.launcher.settle()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bwrap, ~, ../private/k",
        "bwrap, /, ../private/k",
        "bwrap, ~/private, ../private/k",
        "bwrap, ~ ~/private, ../private/k",
        "bwrap, ~/private/k, ../private/k",
        "bwrap, data, data/k",
        "bwrap, data/k, data/k",
        "bwrap, ., a.txt",
        "bwrap, . .., a.txt",
        "bwrap, /etc, /etc/coder-test",
        "bwrap, /, /etc/coder-test",
        "bwrap, /etc /etc/passwd, /etc/passwd",
        "bwrap, /etc/passwd, /etc/passwd",
        "landlock, ~, ../private/k",
        "landlock, /, ../private/k",
        "landlock, ~/private, ../private/k",
        "landlock, ~/private/k, ../private/k",
        "landlock, data, data/k",
        "landlock, data/k, data/k",
        "landlock, ., a.txt",
        "landlock, /etc, /etc/coder-test",
        "landlock, /etc /etc/passwd, /etc/passwd",
    })
    void hidesWhatIsNotNeeded(String kind, String blocked, String file) throws Exception {
        block(kind, blocked);
        var wanted = file.equals("/etc/coder-test") ? unneeded().toString() : file;
        var failure =
                catchThrowable(() -> project.text("run_command", "command", "test -s " + wanted + " && cat " + wanted));
        assertThat(failure).isInstanceOfSatisfying(ToolException.class, e -> {
            assertThat(e.getMessage()).startsWith("exit code 1");
            assertThat(String.valueOf(e.toResult("c").result())).doesNotContain("kappa", "alpha");
        });
        assertThat(project.read("data/k")).isEqualTo("kappa");
    }

    /// A file of the system that no program needs.
    private static Path unneeded() throws IOException {
        try (var files = Files.list(Path.of("/etc"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> List.of("debian_version", "issue", "fstab", "shells", "bash.bashrc", "profile")
                            .contains(file.getFileName().toString()))
                    .filter(file -> !Files.isSymbolicLink(file) && file.toFile().length() > 0)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
