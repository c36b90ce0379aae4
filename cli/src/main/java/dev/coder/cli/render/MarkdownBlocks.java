package dev.coder.cli.render;

import dev.coder.plugin.PreviewLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.jline.utils.AttributedString;

/// The blocks of a piece of Markdown as lines.
final class MarkdownBlocks {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
            .maxOpenBlockParsers(64)
            .build();
    /// Nothing is set in further when so few columns are left.
    private static final int NARROW = 16;

    private static final int RULE = 40;

    private final Theme theme;
    private final MarkdownInlines inlines;
    private final int number;

    private MarkdownBlocks(Theme theme, int number) {
        this.theme = theme;
        this.inlines = new MarkdownInlines(theme);
        this.number = number;
    }

    /// @param number of the first item, where the text is an item of a numbered list; else negative
    static List<AttributedString> lines(String markdown, int number, Theme theme, int width) {
        try {
            return new MarkdownBlocks(theme, number).children(PARSER.parse(markdown), width, false);
        } catch (StackOverflowError tooDeep) {
            return Columns.wrap(new AttributedString(Columns.prose(markdown)), width);
        }
    }

    private List<AttributedString> children(Node parent, int width, boolean tight) {
        var lines = new ArrayList<AttributedString>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            var block = block(node, width);
            if (!tight && !lines.isEmpty() && !block.isEmpty()) {
                lines.add(AttributedString.EMPTY);
            }
            lines.addAll(block);
        }
        return lines;
    }

    private List<AttributedString> block(Node node, int width) {
        return switch (node) {
            case Heading heading -> heading(heading, width);
            case Paragraph paragraph -> Columns.wrap(inlines.of(paragraph, Role.PLAIN), width);
            case BlockQuote quote -> quote(quote, width);
            case ListBlock list -> list(list, width);
            case FencedCodeBlock code -> code(code.getLiteral(), Languages.named(code.getInfo()), width);
            case IndentedCodeBlock code -> code(code.getLiteral(), "", width);
            case ThematicBreak _ -> List.of(theme.text(rule(Math.min(width, RULE)), Role.BORDER));
            case HtmlBlock html -> Columns.wrap(theme.text(Columns.prose(html.getLiteral()), Role.DIM), width);
            case TableBlock table -> new MarkdownTable(theme, inlines, table).lines(width);
            case LinkReferenceDefinition _ -> List.of();
            default -> children(node, width, false);
        };
    }

    private String rule(int width) {
        return theme.screenReader() ? "---" : "─".repeat(width);
    }

    /// Without colours a heading keeps its signs, or it would look like any other line.
    private List<AttributedString> heading(Heading heading, int width) {
        var signs = theme.coloured() ? "" : "#".repeat(heading.getLevel()) + " ";
        var prefix = theme.text(signs, Role.HEADING);
        return Columns.wrap(
                inlines.of(heading, Role.HEADING), width, prefix, new AttributedString(" ".repeat(signs.length())));
    }

    private List<AttributedString> quote(BlockQuote quote, int width) {
        var prefix = theme.screenReader() ? "> " : theme.mark(Mark.QUOTE) + " ";
        var bar = width < NARROW ? AttributedString.EMPTY : theme.text(prefix, Role.BORDER);
        return Columns.prefixed(children(quote, width - Columns.width(bar), false), bar, bar);
    }

    private List<AttributedString> list(ListBlock list, int width) {
        var lines = new ArrayList<AttributedString>();
        var count = first(list);
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (!list.isTight() && !lines.isEmpty()) {
                lines.add(AttributedString.EMPTY);
            }
            lines.addAll(item(item, sign(list, item, count++), width, list.isTight()));
        }
        return lines;
    }

    private int first(ListBlock list) {
        if (number >= 0 && list.getParent().getParent() == null && list.getPrevious() == null) {
            return number;
        }
        return list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                ? ordered.getMarkerStartNumber()
                : 1;
    }

    private String sign(ListBlock list, Node item, int count) {
        return box(item).orElse(list instanceof BulletList ? theme.mark(Mark.BULLET) + " " : count + ". ");
    }

    /// Of an item that begins with `[ ]` or `[x]`; these letters are taken out of its text.
    private Optional<String> box(Node item) {
        if (!(item.getFirstChild() instanceof Paragraph paragraph)
                || !(paragraph.getFirstChild() instanceof Text text)
                || !text.getLiteral().matches("\\[[ xX]]\\s.*")) {
            return Optional.empty();
        }
        var mark = text.getLiteral().charAt(1) == ' ' ? Mark.OPEN : Mark.CHECKED;
        text.setLiteral(text.getLiteral().substring(4));
        return Optional.of(theme.mark(mark) + " ");
    }

    private List<AttributedString> item(Node item, String sign, int width, boolean tight) {
        if (width < NARROW) {
            return children(item, width, tight);
        }
        var indent = new AttributedString(" ".repeat(Columns.width(sign)));
        var lines = children(item, width - indent.length(), tight);
        return Columns.prefixed(
                lines.isEmpty() ? List.of(AttributedString.EMPTY) : lines, theme.text(sign, Role.ACCENT), indent);
    }

    private List<AttributedString> code(String text, String syntax, int width) {
        var colours = CodeColours.of(theme, syntax);
        var lines = new ArrayList<AttributedString>();
        PreviewLine.split(text)
                .forEach(line -> lines.addAll(FencedCode.block(colours.line(Columns.code(line)), width)));
        return lines;
    }
}
