package dev.coder.cli.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.execute.ScriptedTool;
import dev.coder.cli.execute.Toolbox;
import dev.coder.plugin.PromptCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    @TempDir
    private Path folder;

    private final Toolbox builtin = new Toolbox(List.of(ScriptedTool.reading("look", (_, _) -> "")));
    private final List<String> notices = new ArrayList<>();

    @Test
    void takesToolsAndCommandsFromAJar() {
        PluginJarFile.write(folder.resolve("team.jar"), "greet");
        var plugins = Plugins.load(List.of(folder), builtin);
        assertThat(plugins.notices()).isEmpty();
        assertThat(plugins.tools()).singleElement().satisfies(tool -> {
            assertThat(tool.spec().name()).isEqualTo("greet");
            assertThat(tool.spec().origin()).isEqualTo("plugin:team");
        });
        assertThat(plugins.commands()).singleElement().satisfies(added -> {
            assertThat(added.origin()).isEqualTo("plugin:team");
            assertThat(added.command().prompt("Ann")).isEqualTo("Say welcome to Ann");
        });
    }

    @Test
    void aBrokenJarIsNamedAndStopsNothingElse() throws Exception {
        Files.writeString(folder.resolve("a-broken.jar"), "no zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("b-empty.jar")))) {
            zip.putNextEntry(new ZipEntry("nothing"));
        }
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("c-liar.jar")))) {
            zip.putNextEntry(new ZipEntry("META-INF/services/dev.coder.plugin.Plugin"));
            zip.write("not.There".getBytes(StandardCharsets.UTF_8));
        }
        PluginJarFile.write(folder.resolve("z-good.jar"), "greet");
        var plugins = Plugins.load(List.of(folder, folder.resolve("missing")), builtin);
        assertThat(plugins.tools()).hasSize(1);
        assertThat(plugins.notices())
                .satisfiesExactly(
                        notice -> assertThat(notice).contains("a-broken.jar is broken"),
                        notice -> assertThat(notice).contains("b-empty.jar is broken", "META-INF/services"),
                        notice -> assertThat(notice).contains("c-liar.jar is broken", "not.There"));
    }

    @Test
    void aToolOfCoderKeepsItsName() {
        PluginJarFile.write(folder.resolve("team.jar"), "look");
        var plugins = Plugins.load(List.of(folder), builtin);
        assertThat(plugins.tools()).isEmpty();
        assertThat(plugins.notices()).singleElement().asString().contains("The tool look of", "team.jar is not used");
    }

    @Test
    void aNameThatNoProviderTakesIsBroken() {
        PluginJarFile.write(folder.resolve("team.jar"), "gr eet");
        assertThat(Plugins.load(List.of(folder), builtin).notices())
                .singleElement()
                .asString()
                .contains("\"gr eet\" is no name");
    }

    @Test
    void readsCommandFiles() throws Exception {
        write("review.md", "---\ndescription: \"Review it\"\nargument-hint: FILE\n---\nReview $1, mind $ARGUMENTS.\n");
        write("git/fix.md", "# Fix the build\nDo it.");
        var commands = commands(CommandFolder.ofUser(folder));
        assertThat(commands).extracting(PromptCommand::name).containsExactly("git:fix", "review");
        assertThat(commands.getFirst().description()).isEqualTo("Fix the build");
        assertThat(commands.getFirst().prompt("")).isEqualTo("# Fix the build\nDo it.");
        assertThat(commands.getFirst().prompt("now")).endsWith("Do it.\n\nnow");
        assertThat(commands.getLast().description()).isEqualTo("Review it");
        assertThat(commands.getLast().argument()).isEqualTo("FILE");
        assertThat(commands.getLast().prompt("\"a b.txt\" $2")).isEqualTo("Review a b.txt, mind \"a b.txt\" $2.");
    }

    @Test
    void aBrokenCommandFileIsNamed() throws Exception {
        write("good.md", "Fine.");
        write("bad name.md", "x");
        write("empty.md", " ");
        Files.write(folder.resolve("commands/latin.md"), new byte[] {(byte) 0xe4});
        assertThat(commands(CommandFolder.ofUser(folder))).hasSize(1);
        assertThat(notices)
                .hasSize(3)
                .anySatisfy(notice -> assertThat(notice).contains("latin.md is not used: it is no text"));
    }

    @Test
    void aProjectsFileThatLeadsOutOfItIsNotRead() throws Exception {
        var project = Files.createDirectories(folder.resolve("project/.coder/commands"));
        Files.writeString(folder.resolve("id_rsa"), "key");
        Files.createSymbolicLink(project.resolve("leak.md"), folder.resolve("id_rsa"));
        assertThat(commands(CommandFolder.ofProject(folder.resolve("project")))).isEmpty();
        assertThat(notices).singleElement().asString().contains("leads out of");
    }

    private List<PromptCommand> commands(CommandFolder of) {
        return of.commands(notices::add).stream().map(Plugins.Added::command).toList();
    }

    private void write(String name, String text) throws Exception {
        var file = folder.resolve("commands").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
