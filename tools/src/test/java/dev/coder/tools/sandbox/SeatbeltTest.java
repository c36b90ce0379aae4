package dev.coder.tools.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.plugin.Confinement;
import dev.coder.plugin.Workspace;
import dev.coder.tools.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The text of the profile only: there is no macOS here to run it.
class SeatbeltTest {

    private static final Pattern REGEX = Pattern.compile("\\(regex #\"([^\"]*)\"\\)");

    @TempDir
    Path folder;

    @Test
    void opensTheProjectAndClosesWhatOthersObey() throws IOException {
        var profile = profile(false);
        assertThat(profile)
                .startsWith("(version 1)\n(deny default)\n")
                .contains("(allow file-write* (subpath \"" + root() + "\"))")
                .contains("(deny file-read* file-write* (subpath \"" + root() + "/.env\"))")
                .contains("(deny file-read* file-write* (subpath \"/Users/me/.ssh\"))")
                .doesNotContain("network");
        assertThat(profile.indexOf("(allow file-write* (subpath \"" + root()))
                .isLessThan(profile.indexOf("(deny file-write* file-write-create"));
        assertThat(balance(profile)).isZero();
    }

    @Test
    void namesAreMatchedAtAnyDepthInAnyCaseExistingOrNot() throws IOException {
        var project = root() + "/";
        var denied = REGEX.matcher(profile(false))
                .results()
                .map(match -> Pattern.compile(match.group(1)))
                .toList();
        assertThat(List.of(
                        ".vscode/x",
                        "a/b/.VSCode",
                        ".envrc",
                        ".git/hooks/x",
                        "sub/.git/config",
                        ".git/modules/a/config"))
                .allMatch(path -> denied.stream()
                        .anyMatch(name -> name.matcher(project + path).find()));
        assertThat(List.of(
                        "src/a",
                        ".git/refs/heads/config",
                        ".git/index",
                        ".git/HEAD",
                        "x.vscode/y",
                        ".envrc.md",
                        "vscode"))
                .noneMatch(path -> denied.stream()
                        .anyMatch(name -> name.matcher(project + path).find()));
    }

    @Test
    void theNetworkIsOpenedWithoutSocketsOfTheMachine() throws IOException {
        assertThat(profile(true))
                .contains("(allow network-outbound (remote ip)")
                .doesNotContain("unix");
    }

    @Test
    void anIsolatedProgramSeesTheSystemAndItsFolder() {
        var profile =
                SeatbeltProfile.isolated("(version 1)\n(deny default)", Path.of("/a \"b\""), List.of(Path.of("/n")));
        assertThat(profile)
                .contains(
                        "(allow file-read* file-write* (subpath \"/a \\\"b\\\"\"))",
                        "(allow file-read* (subpath \"/n\"))")
                .doesNotContain("(allow file-read*)", "network", "/Users");
    }

    private Path root() throws IOException {
        return folder.toRealPath();
    }

    private String profile(boolean network) throws IOException {
        Files.writeString(folder.resolve(".env"), "x");
        var confinement = new Confinement(
                new Workspace(List.of(root())),
                List.of(Path.of("/Users/me/.ssh")),
                Set.of(".git", ".vscode", ".envrc"),
                network,
                folder);
        var base = Specs.resource("sandbox/seatbelt.sb");
        return SeatbeltProfile.of(
                base, confinement, ProjectScan.of(confinement, new FolderIndex()), List.of(Path.of("/private/tmp/t")));
    }

    private static long balance(String profile) {
        var bare = REGEX.matcher(profile).replaceAll("");
        return bare.chars().filter(c -> c == '(').count()
                - bare.chars().filter(c -> c == ')').count();
    }
}
