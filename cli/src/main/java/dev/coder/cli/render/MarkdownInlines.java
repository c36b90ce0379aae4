package dev.coder.cli.render;

import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// What stands within a paragraph. Texts are made harmless here, when nothing is left to decode.
final class MarkdownInlines {

    private final Theme theme;

    MarkdownInlines(Theme theme) {
        this.theme = theme;
    }

    /// The text in a node, as one line with line feeds where it has to break.
    AttributedString of(Node parent, Role role) {
        var line = new AttributedStringBuilder();
        children(parent, theme.style(role), line);
        return line.toAttributedString();
    }

    private void children(Node parent, AttributedStyle style, AttributedStringBuilder line) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            write(node, style, line);
        }
    }

    private void write(Node node, AttributedStyle style, AttributedStringBuilder line) {
        switch (node) {
            case Text text -> append(text.getLiteral(), style, line);
            case Code code -> code(code.getLiteral(), line);
            case SoftLineBreak _ -> line.append(" ");
            case HardLineBreak _ -> line.append("\n");
            case HtmlInline html when html.getLiteral().matches("(?i)<br\\s*/?>") -> line.append("\n");
            case HtmlInline html -> append(html.getLiteral(), theme.style(Role.DIM), line);
            case Emphasis emphasis -> children(emphasis, theme.coloured() ? style.italic() : style, line);
            case StrongEmphasis strong -> children(strong, theme.coloured() ? style.bold() : style, line);
            case Strikethrough gone -> struck(gone, style, line);
            case Link link -> link(link, link.getDestination(), line);
            case Image image -> {
                line.append("[image: ");
                link(image, image.getDestination(), line);
                line.append("]");
            }
            default -> children(node, style, line);
        }
    }

    private static void append(String text, AttributedStyle style, AttributedStringBuilder line) {
        line.styled(style, Columns.prose(text).replace('\n', ' '));
    }

    /// Without colours the backquotes stay: they say where code begins and ends.
    private void code(String code, AttributedStringBuilder line) {
        var quote = theme.coloured() ? "" : "`";
        line.styled(theme.style(Role.CODE), quote + Columns.code(code.replace('\n', ' ')) + quote);
    }

    private void struck(Strikethrough gone, AttributedStyle style, AttributedStringBuilder line) {
        var sign = theme.coloured() ? "" : "~~";
        line.append(sign);
        children(gone, theme.coloured() ? style.crossedOut() : style, line);
        line.append(sign);
    }

    /// The text, and where it leads: a link never hides its address.
    private void link(Node link, String destination, AttributedStringBuilder line) {
        var from = line.length();
        children(link, theme.style(Role.LINK), line);
        var address = Columns.title(destination);
        var text = line.subSequence(from, line.length()).toString();
        if (text.isBlank()) {
            line.styled(theme.style(Role.LINK), address);
        } else if (!address.isEmpty() && !address.equals(text) && !address.equals("mailto:" + text)) {
            line.styled(theme.style(Role.DIM), " (" + address + ")");
        }
    }
}
