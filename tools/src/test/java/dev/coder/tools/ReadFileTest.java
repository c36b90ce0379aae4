package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.protocol.Content;
import dev.coder.protocol.ToolOutput;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReadFileTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1, grün", "GB18030, 你好世界", "UTF-16LE, hello grün", "windows-31j, これはテスト"})
    void readsOtherCharsetsAndNamesThem(String charset, String text) throws Exception {
        project.file("a.txt", (text + "\n").getBytes(Charset.forName(charset)));
        assertThat(project.text("read_file", "path", "a.txt"))
                .isEqualTo("1\t" + text + "\n[the file is read as " + charset
                        + ", not UTF-8; edits keep that. If letters look wrong, give encoding, here and in edits]");
    }

    @Test
    void looksAtAllOfAFileForItsCharset() throws Exception {
        project.file("a.txt", ("x".repeat(20_000) + "\nfür\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(project.text("read_file", "path", "a.txt", "startLine", 2)).startsWith("2\tfür\n");
    }

    @ParameterizedTest
    @CsvSource({
        "7F454C4602010100, an ELF executable or library",
        "504B030414000000, a ZIP archive",
        "1F8B080000000000, gzip data",
        "53514C69746520666F726D6174203300, an SQLite database",
        "0001FFFE00000001, binary data"
    })
    void saysWhatABinaryFileIs(String bytes, String kind) throws Exception {
        project.file("a", HexFormat.of().parseHex(bytes));
        assertThatThrownBy(() -> project.call("read_file", "path", "a"))
                .hasMessageStartingWith("a is not text but " + kind);
    }

    @Test
    void givesSmallImagesAsTheyAre() throws Exception {
        var png = png(new BufferedImage(30, 20, BufferedImage.TYPE_INT_ARGB));
        project.file("a.txt", png);
        assertThat(project.call("read_file", "path", "a.txt"))
                .isEqualTo(new ToolOutput(List.of(
                        new Content.Text("[a PNG image, 30 × 20]"),
                        new Content.Image("image/png", Base64.getEncoder().encodeToString(png)))));
    }

    @Test
    void scalesLargeImagesDown() throws Exception {
        project.file("a.png", png(noise(2500, 1500)));
        var output = project.call("read_file", "path", "a.png");
        assertThat(output.text()).isEqualTo("[a PNG image, 2500 × 1500, scaled down]");
        var image = (Content.Image) output.content().getLast();
        assertThat(image.data()).hasSizeLessThan(512 * 1024);
        var decoded = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image.data())));
        assertThat(Math.max(decoded.getWidth(), decoded.getHeight())).isBetween(500, 1568);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 200, 5000})
    void refusesImagesThatAreCutOff(int length) throws Exception {
        project.file("a.png", Arrays.copyOf(png(noise(100, 100)), length));
        assertThatThrownBy(() -> project.call("read_file", "path", "a.png"))
                .hasMessageContaining("begins as a PNG image does, but can not be decoded");
    }

    @Test
    void readsThePagesOfADocument() throws Exception {
        project.file(
                "a.pdf", pdf("Hello first page of all", "And here is the second one", "", "The fourth and last page"));
        var all = project.call("read_file", "path", "a.pdf");
        assertThat(all.text())
                .contains("[page 1 of 4]\nHello first page", "[page 3 of 4, see image 1]", "[page 4 of 4]\nThe fourth");
        assertThat(all.content()).hasSize(2);
        var one = project.call("read_file", "path", "a.pdf", "pages", "2");
        assertThat(one.text())
                .startsWith("[page 2 of 4, see image 1]\nAnd here")
                .endsWith("[go on with pages=3-]");
        assertThat(one.content().getLast()).isInstanceOf(Content.Image.class);
        assertThatThrownBy(() -> project.call("read_file", "path", "a.pdf", "pages", "5"))
                .hasMessage("there are only 4 pages");
    }

    @Test
    void refusesDocumentsThatAreDamagedOrEncrypted() throws Exception {
        project.file("bad.pdf", "%PDF-1.7\nnothing");
        assertThatThrownBy(() -> project.call("read_file", "path", "bad.pdf")).hasMessageContaining("can not be read");
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            project.file("locked.pdf", bytes.toByteArray());
        }
        assertThatThrownBy(() -> project.call("read_file", "path", "locked.pdf"))
                .hasMessageContaining("encrypted");
    }

    @Test
    void readsTheCellsOfANotebook() throws Exception {
        var dot = Base64.getEncoder().encodeToString(png(new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB)));
        project.file("a.ipynb", """
                {"cells":[
                 {"cell_type":"markdown","source":["# Title\\n","words"]},
                 {"cell_type":"code","source":"print(1)","outputs":[
                   {"output_type":"stream","text":["1\\n"]},
                   {"output_type":"display_data","data":{"text/plain":["<Figure>"],"image/png":"DOT"}},
                   {"output_type":"error","traceback":["\\u001b[31mValueError\\u001b[0m","at 1"]}]}],
                 "metadata":{},"nbformat":4}
                """.replace("DOT", dot));
        var output = project.call("read_file", "path", "a.ipynb");
        assertThat(output.text()).isEqualTo("""
                [a notebook of 2 cells; with startLine its JSON is read]
                [cell 1, markdown]
                # Title
                words
                [cell 2, code]
                print(1)
                [output]
                1
                [output]
                <Figure>
                [image 1]
                [output]
                ValueError
                at 1
                """);
        assertThat(output.content()).hasSize(2);
        assertThat(project.text("read_file", "path", "a.ipynb", "pages", "2")).doesNotContain("Title");
        assertThat(project.text("read_file", "path", "a.ipynb", "startLine", 1)).startsWith("1\t{\"cells\":[");
    }

    @Test
    void readsWhatOnlyHasTheNameOfANotebook() throws Exception {
        project.file("a.ipynb", "no json\n");
        assertThat(project.text("read_file", "path", "a.ipynb")).isEqualTo("1\tno json\n");
    }

    @Test
    void readsAHugeFileAndAHugeLineInLittleMemory() throws Exception {
        var path = project.file("huge.txt", "first\nsecond\n" + "x".repeat(9000));
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(5L << 30); // one line of zeros, in no space on the disk
        }
        var before = used();
        assertThat(project.text("read_file", "path", "huge.txt", "endLine", 2))
                .startsWith("1\tfirst\n2\tsecond\n[lines 1-2 of a file of 5368709120 bytes");
        assertThat(used() - before).isLessThan(32 << 20);
        Files.delete(path);
        var line = project.file("line.txt", "x".repeat(300 << 20));
        before = used();
        assertThat(project.text("read_file", "path", "line.txt")).hasSizeLessThan(2200);
        assertThat(used() - before).isLessThan(32 << 20);
        Files.delete(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/proc/kmsg", "/proc/self/status", "/dev/tty"})
    void neverWaitsForTheKernel(String path) {
        assertThatThrownBy(() -> project.call("read_file", "path", path)).hasMessageContaining("Use run_command");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static BufferedImage noise(int width, int height) {
        var random = new Random(1);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                image.setRGB(x, y, new Color(random.nextInt(1 << 24)).getRGB());
            }
        }
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] pdf(String... pages) throws IOException {
        try (var document = new PDDocument()) {
            for (var text : pages) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.beginText();
                    content.newLineAtOffset(50, 700);
                    content.showText(text);
                    content.endText();
                }
            }
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
