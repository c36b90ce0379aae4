package dev.coder.cli.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.protocol.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttachmentsTest {

    private final Attachments attachments = new Attachments();

    @Test
    void aLongPasteIsFoldedAndSentInFull() throws Exception {
        var text = "line\n".repeat(120);
        assertThat(attachments.pasted(text)).isEqualTo("[pasted #1: 120 lines]");
        assertThat(attachments.content("see [pasted #1: 120 lines]!"))
                .containsExactly(new Content.Text("see " + text + "!"));
    }

    @Test
    void aShortPasteStaysAsItIs() {
        assertThat(attachments.pasted("two\nlines")).isEqualTo("two\nlines");
    }

    @Test
    void imagesFollowTheText() throws Exception {
        var image = new Content.Image("image/png", "AA==");
        var mark = attachments.image(CompletableFuture.completedFuture(image));
        assertThat(attachments.content("what is " + mark + "?"))
                .containsExactly(new Content.Text("what is [image #1]?"), image);
    }

    @Test
    void marksThatTheUserMadeUpAreJustText() throws Exception {
        assertThat(attachments.content("[pasted #7: 1 line] [image #9]"))
                .containsExactly(new Content.Text("[pasted #7: 1 line] [image #9]"));
    }

    @Test
    void draggedFilesAreFoundHoweverTheTerminalWritesThem(@TempDir Path folder) throws Exception {
        var file = Files.createFile(folder.resolve("my shot.PNG"));
        for (var written : new String[] {
            file.toString(),
            "'" + file + "'",
            "\"" + file + "\"",
            file.toString().replace(" ", "\\ "),
            "file://" + file.toString().replace(" ", "%20"),
            "my\\ shot.PNG "
        }) {
            assertThat(ImageFile.dragged(written, folder, folder)).as(written).contains(file);
        }
        assertThat(ImageFile.dragged("look at my shot.PNG", folder, folder)).isEmpty();
    }
}
