package dev.coder.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.ToolException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EncodingTest {

    private static final Charset EASTERN = Charset.forName("windows-1250");

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    private Path write(String name, String text, Charset charset) throws Exception {
        return Files.write(project.root.resolve(name), text.getBytes(charset));
    }

    @Test
    void readsAndEditsAFileInTheCharsetThatTheCallNames() throws Exception {
        var file = write("a.txt", "się: ę\n", EASTERN); // could be French in windows-1252
        assertThat(project.text("read_file", "path", "a.txt", "encoding", "cp1250"))
                .startsWith("1\tsię: ę\n");
        project.call("edit_file", "path", "a.txt", "oldText", "ę\n", "newText", "ł\n", "encoding", "windows-1250");
        assertThat(Files.readAllBytes(file)).isEqualTo("się: ł\n".getBytes(EASTERN));
    }

    @Test
    void anEditOfTextInWesternEuropeFindsAndKeepsItsLetters() throws Exception {
        var western = Charset.forName("windows-1252");
        var file = write("a.txt", "Preis: 5 € für „Größe“ – ok\n", western);
        assertThat(project.text("read_file", "path", "a.txt")).startsWith("1\tPreis: 5 € für „Größe“ – ok\n");
        project.call("edit_file", "path", "a.txt", "oldText", "Größe", "newText", "größer");
        assertThat(Files.readAllBytes(file)).isEqualTo("Preis: 5 € für „größer“ – ok\n".getBytes(western));
    }

    @Test
    void writesANewFileInTheCharsetThatTheCallNames() throws Exception {
        project.call("write_file", "path", "a.txt", "content", "łódź\n", "encoding", "ISO-8859-2");
        assertThat(Files.readAllBytes(project.root.resolve("a.txt")))
                .isEqualTo("łódź\n".getBytes(Charset.forName("ISO-8859-2")));
    }

    @Test
    void convertsAFileThatIsReplacedInAnotherCharset() throws Exception {
        var file = write("a.txt", "größe\n", ISO_8859_1);
        project.text("read_file", "path", "a.txt");
        project.call("write_file", "path", "a.txt", "content", "größe\n", "encoding", "UTF-8");
        assertThat(Files.readAllBytes(file)).isEqualTo("größe\n".getBytes(UTF_8));
    }

    @Test
    void saysWhenTheCharsetIsUnknownOrNotThatOfTheFileOrOfTheText() throws Exception {
        write("a.txt", "größe\n", ISO_8859_1);
        assertRefused("encoding is \"latin-9000\"", "read_file", "path", "a.txt", "encoding", "latin-9000");
        assertRefused("a.txt cannot be read as UTF-8", "read_file", "path", "a.txt", "encoding", "UTF-8");
        assertRefused(
                "ISO-8859-1 has no code", "write_file", "path", "b.txt", "content", "łódź", "encoding", "ISO-8859-1");
        assertThat(project.root.resolve("b.txt")).doesNotExist();
    }

    private void assertRefused(String message, String tool, Object... parameters) {
        assertThatThrownBy(() -> project.call(tool, parameters))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(message);
    }

    @Test
    void obeysTheCharsetThatTheProjectDeclares() throws Exception {
        Files.writeString(project.root.resolve(".editorconfig"), """
                root = true
                [*]
                charset = utf-8
                [*.properties]
                charset = latin1
                [wide/**.txt]
                charset = utf-16le
                """);
        var file = write("a.properties", "name=x\n", UTF_8);
        project.call("edit_file", "path", "a.properties", "oldText", "x", "newText", "Größe");
        assertThat(Files.readAllBytes(file)).isEqualTo("name=Größe\n".getBytes(ISO_8859_1));
        project.call("write_file", "path", "b.properties", "content", "für\n");
        assertThat(Files.readAllBytes(project.root.resolve("b.properties"))).isEqualTo("für\n".getBytes(ISO_8859_1));
        project.call("write_file", "path", "wide/a/b.txt", "content", "für\n");
        assertThat(Files.readAllBytes(project.root.resolve("wide/a/b.txt")))
                .isEqualTo("\uFEFFfür\n".getBytes(UTF_16LE));
        project.call("write_file", "path", "c.txt", "content", "für\n");
        assertThat(Files.readAllBytes(project.root.resolve("c.txt"))).isEqualTo("für\n".getBytes(UTF_8));
    }

    @Test
    void theNearestDeclarationCountsAndOneInANearerFileNamesNothingAbove() throws Exception {
        Files.createDirectories(project.root.resolve("a/b"));
        Files.writeString(project.root.resolve(".editorconfig"), "[*]\ncharset = latin1\n");
        Files.writeString(project.root.resolve("a/.editorconfig"), "root = true\n[*.md]\ncharset = utf-8\n");
        assertThat(written("a/b/x.md", "ü")).isEqualTo("ü".getBytes(UTF_8));
        assertThat(written("a/b/x.txt", "ü")).isEqualTo("ü".getBytes(UTF_8));
        assertThat(written("x.txt", "ü")).isEqualTo("ü".getBytes(ISO_8859_1));
    }

    @Test
    void whatIsUtf8IsNotTakenForWhatIsDeclared() throws Exception {
        Files.writeString(project.root.resolve(".editorconfig"), "[*]\ncharset = latin1\n");
        var file = write("a.txt", "Größe\n", UTF_8);
        assertThat(project.text("read_file", "path", "a.txt")).isEqualTo("1\tGröße\n");
        project.call("edit_file", "path", "a.txt", "oldText", "Größe", "newText", "größer");
        assertThat(Files.readAllBytes(file)).isEqualTo("größer\n".getBytes(UTF_8));
    }

    @Test
    void aPatternMadeToTakeForEverMatchesNothing() throws Exception {
        Files.writeString(project.root.resolve(".editorconfig"), "[" + "*a".repeat(40) + "b]\ncharset = latin1\n");
        assertThat(written("a".repeat(200), "ü")).isEqualTo("ü".getBytes(UTF_8));
    }

    private byte[] written(String path, String content) throws Exception {
        project.call("write_file", "path", path, "content", content);
        return Files.readAllBytes(project.root.resolve(path));
    }
}
