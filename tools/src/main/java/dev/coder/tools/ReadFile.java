package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.Content;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a file: lines of text, an image, pages of a PDF document, cells of a notebook.
final class ReadFile implements Tool {

    /// The largest image or document that is read, in bytes.
    private static final int MAX_BYTES = 64 << 20;

    @Override
    public ToolSpec spec() {
        return Specs.reading("read_file");
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var path = workspace.resolve(given.text("path"));
        var start = given.number("startLine", 1, Integer.MAX_VALUE, 0);
        var end = given.number("endLine", 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        var pages = given.optionalText("pages");
        var encoding = given.charset("encoding");
        given.nothingElse();
        Pages.of(pages); // refused now, not when it runs
        if (end < start) {
            throw ToolException.invalid("endLine " + end + " lies before startLine " + start);
        }
        var lines = start == 0 && end == Integer.MAX_VALUE ? null : new Page(Math.max(1, start), end);
        return new Call(new ProjectFile(workspace, path), lines, pages, encoding);
    }

    /// @param lines     null when none are named
    /// @param pagesText null when none are named
    /// @param encoding  null when none is named
    private record Call(
            ProjectFile file,
            @Nullable Page lines,
            @Nullable String pagesText,
            @Nullable Charset encoding) implements Invocation {

        @Override
        public String title() {
            var part = lines != null ? lines.toString() : pagesText != null ? " pages " + pagesText : "";
            return CleanText.oneLine("read " + file.shown() + part);
        }

        @Override
        public List<Effect> effects() {
            return List.of(new Effect.ReadFile(file.path()));
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            KernelFiles.refuse(file.path());
            SeenFiles.of(context).saw(file);
            try (var channel = file.open()) {
                return read(channel, context);
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        private ToolOutput read(SeekableByteChannel channel, ToolContext context) throws IOException, ToolException {
            var kind = FileKind.of(Channels.newInputStream(channel).readNBytes(TextCodec.SNIFFED));
            channel.position(0);
            if (kind.isPicture()) {
                SeenFiles.of(context).sawAll(file.path());
                return picture(bytes(channel, kind), kind);
            }
            if (kind == FileKind.PDF) {
                SeenFiles.of(context).sawAll(file.path());
                return PdfText.read(
                        bytes(channel, kind), pages(), context.session().workspaceFolder());
            }
            return lines == null && isNotebook() ? notebook(channel, context) : text(channel, context);
        }

        private ToolOutput text(SeekableByteChannel channel, ToolContext context) throws IOException, ToolException {
            if (pagesText != null) {
                throw ToolException.invalid(file.shown() + " has no pages; use startLine and endLine");
            }
            var page = lines == null ? Page.FIRST : lines;
            var read = page.read(channel, file.shown(), new CharsetHint(encoding, file));
            SeenFiles.of(context).sawLines(file.path(), page.start(), read.last());
            return ToolOutput.text(read.text());
        }

        private Pages pages() throws ToolException {
            return Pages.of(pagesText);
        }

        private boolean isNotebook() {
            return file.path().toString().toLowerCase(Locale.ROOT).endsWith(".ipynb");
        }

        /// What only has the name of a notebook is text.
        private ToolOutput notebook(SeekableByteChannel channel, ToolContext context)
                throws IOException, ToolException {
            if (channel.size() <= ProjectFile.MAX_BYTES) {
                var content = Channels.newInputStream(channel).readAllBytes();
                channel.position(0);
                var codec = TextCodec.of(content);
                var notebook = codec == null ? null : Notebook.of(codec.decode(content));
                if (notebook != null) {
                    SeenFiles.of(context).sawAll(file.path());
                    return notebook.shown(pages());
                }
            }
            return text(channel, context);
        }

        private static ToolOutput picture(byte[] data, FileKind kind) throws ToolException {
            var picture = Picture.of(data, kind, Picture.MAX_BYTES);
            return new ToolOutput(List.of(new Content.Text(picture.about()), picture.image()));
        }

        private byte[] bytes(SeekableByteChannel channel, FileKind kind) throws IOException, ToolException {
            if (channel.size() > MAX_BYTES) {
                throw ToolException.failed(file.shown() + " is " + kind + " of " + channel.size()
                        + " bytes, too large to be read in one piece. Use run_command.");
            }
            return Channels.newInputStream(channel).readAllBytes();
        }
    }
}
