package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.protocol.Content;
import dev.coder.protocol.ToolOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/// The pages of a PDF document as the model gets them: their text, and images of those that have none, or of all when
/// few are wanted. The only class that touches the PDF library, which is loaded with it.
final class PdfText implements AutoCloseable {

    private static final int MAX_CHARS = 40_000;
    private static final int MAX_IMAGES = 4;
    private static final int FEW = 3;
    private static final int LITTLE_TEXT = 20;
    private static final float MAX_SCALE = 2;

    private final PDDocument document;
    private final ArrayList<Content> content = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int images;

    private PdfText(PDDocument document) {
        this.document = document;
    }

    /// @param cache a private folder, where the library notes which fonts there are
    static ToolOutput read(byte[] data, Pages pages, Path cache) throws ToolException {
        System.setProperty("pdfbox.fontcache", cache.toString()); // else it would be the home folder
        try (var pdf = new PdfText(Loader.loadPDF(data, "", null, null, IOUtils.createTempFileOnlyStreamCache()))) {
            return pdf.read(pages);
        } catch (InvalidPasswordException e) {
            throw ToolException.failed("the PDF document is encrypted, and its password is not known");
        } catch (IOException e) {
            throw ToolException.failed("the PDF document can not be read: " + e.getMessage());
        }
    }

    private ToolOutput read(Pages wanted) throws IOException, ToolException {
        var count = document.getNumberOfPages();
        if (count == 0) {
            throw ToolException.failed("the PDF document has no pages");
        }
        var pages = wanted.within(count, "pages");
        var isFew = pages.count() <= FEW && wanted.last() < Integer.MAX_VALUE;
        var page = pages.first();
        while (page <= pages.last() && text.length() < MAX_CHARS && images < MAX_IMAGES) {
            add(page, count, isFew);
            page++;
        }
        if (page <= count) {
            text.append("[go on with pages=").append(page).append("-]");
        }
        content.addFirst(new Content.Text(text.toString()));
        return new ToolOutput(content);
    }

    private void add(int page, int count, boolean shown) throws IOException {
        var stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        var words =
                CleanText.visible(stripper.getText(document).replace("\r", "")).strip();
        var isImage = shown || words.length() < LITTLE_TEXT;
        text.append("[page ").append(page).append(" of ").append(count);
        text.append(isImage ? ", see image " + (images + 1) : "").append("]\n");
        var room = Math.max(0, MAX_CHARS - text.length());
        text.append(words.length() > room ? words.substring(0, room) + "… [more on this page left out]" : words)
                .append('\n');
        if (isImage) {
            content.add(image(page));
            images++;
        }
    }

    private Content.Image image(int page) throws IOException {
        var box = document.getPage(page - 1).getCropBox();
        var side = Math.max(1, Math.max(box.getWidth(), box.getHeight()));
        var renderer = new PDFRenderer(document);
        renderer.setSubsamplingAllowed(true);
        var image = renderer.renderImage(page - 1, Math.min(MAX_SCALE, Picture.MAX_SIDE / side));
        return Picture.fitting(image, Picture.MAX_BYTES / MAX_IMAGES);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
