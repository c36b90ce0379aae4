package dev.coder.tools;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Writes an HTML page as Markdown: what a person would read of it, links with their addresses, no scripts, no styles,
/// nothing hidden. Used once.
final class Markdown {

    private static final Set<String> LEFT_OUT = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "svg",
            "iframe",
            "object",
            "canvas",
            "audio",
            "video",
            "input",
            "select",
            "button",
            "dialog");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "aside",
            "figure",
            "figcaption",
            "address",
            "form",
            "fieldset",
            "details",
            "summary",
            "dl",
            "dt",
            "dd",
            "body");
    private static final Pattern HIDDEN =
            Pattern.compile("(display:none|visibility:hidden|font-size:0(px|em|rem|%)?(;|$)|opacity:0(;|$))");
    private static final int MAX_DEPTH = 200;

    private final StringBuilder text = new StringBuilder();
    private String indent = "";
    private int depth;

    String of(Document document) {
        var title = document.title().strip();
        if (!title.isEmpty()) {
            text.append("# ").append(title);
            block();
        }
        children(document.body());
        return text.toString()
                .replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private void children(Element element) {
        if (++depth <= MAX_DEPTH) {
            element.childNodes().forEach(this::add);
        } else {
            words(element.text());
        }
        depth--;
    }

    private void add(Node node) {
        if (node instanceof TextNode words) {
            words(words.getWholeText());
        } else if (node instanceof Element element && !isHidden(element)) {
            add(element);
        }
    }

    private static boolean isHidden(Element element) {
        var style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        return LEFT_OUT.contains(element.normalName())
                || element.hasAttr("hidden")
                || HIDDEN.matcher(style).find();
    }

    private void add(Element element) {
        var name = element.normalName();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                block();
                text.append("#".repeat(name.charAt(1) - '0')).append(' ');
                children(element);
                block();
            }
            case "br" -> line();
            case "hr" -> {
                block();
                text.append("---");
                block();
            }
            case "a" -> link(element);
            case "img" -> words(element.attr("alt").isBlank() ? "" : "[image: " + element.attr("alt") + "]");
            case "strong", "b" -> marked("**", element);
            case "em", "i" -> marked("*", element);
            case "code", "kbd", "samp", "tt" -> marked("`", element);
            case "pre" -> fence(element);
            case "ul", "ol" -> list(element, name.equals("ol"));
            case "blockquote" -> indented("> ", element);
            case "table" -> table(element);
            default -> other(element);
        }
    }

    private void other(Element element) {
        if (BLOCKS.contains(element.normalName())) {
            block();
            children(element);
            block();
        } else {
            children(element);
        }
    }

    private void link(Element element) {
        var start = text.length();
        children(element);
        var target = element.absUrl("href");
        if (text.length() > start && target.startsWith("http") && text.indexOf("\n", start) < 0) {
            text.insert(start, '[').append("](").append(target).append(')');
        }
    }

    private void marked(String mark, Element element) {
        var start = text.length();
        children(element);
        if (!text.substring(start).isBlank() && text.indexOf("\n", start) < 0) {
            text.insert(start, mark).append(mark);
        }
    }

    private void fence(Element element) {
        block();
        text.append("```\n").append(indent);
        text.append(element.wholeText().strip().replace("\n", "\n" + indent))
                .append('\n')
                .append(indent)
                .append("```");
        block();
    }

    private void list(Element list, boolean numbered) {
        var number = 1;
        line();
        for (var item : list.children()) {
            if (!isHidden(item)) {
                line();
                var mark = numbered ? number++ + ". " : "- ";
                text.append(mark);
                var before = indent;
                indent += " ".repeat(mark.length());
                children(item);
                indent = before;
            }
        }
        if (indent.isEmpty()) {
            block();
        }
    }

    private void indented(String mark, Element element) {
        block();
        var before = indent;
        indent += mark;
        text.append(mark);
        children(element);
        indent = before;
        block();
    }

    private void table(Element table) {
        block();
        var isFirst = true;
        for (var row : table.select("tr")) {
            var cells = row.children().stream()
                    .filter(cell -> !isHidden(cell))
                    .map(cell -> cell.text().replace("|", "\\|"))
                    .toList();
            line();
            text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
            if (isFirst) {
                line();
                text.append("|").append(" --- |".repeat(cells.size()));
                isFirst = false;
            }
        }
        block();
    }

    /// Blanks between words count once, and not at the start of a line.
    private void words(String words) {
        var isStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        var flat = words.replaceAll("[ \\t\\r\\n\\f\\u00a0]+", " ");
        text.append(isStart && flat.startsWith(" ") ? flat.substring(1) : flat);
    }

    private void line() {
        if (!text.isEmpty() && !endsWith("\n" + indent)) {
            text.append('\n').append(indent);
        }
    }

    private void block() {
        if (!text.isEmpty()) {
            line();
            if (!endsWith("\n" + indent + "\n" + indent)) {
                text.append('\n').append(indent);
            }
        }
    }

    private boolean endsWith(String end) {
        return text.length() >= end.length()
                && text.substring(text.length() - end.length()).equals(end);
    }
}
