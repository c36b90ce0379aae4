package dev.coder.tools;

import dev.coder.plugin.ToolException;
import dev.coder.protocol.Content;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolOutput;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Jupyter notebook (nbformat 4) as text: its cells, each with what it gave.
record Notebook(List<Cell> cells) {

    private static final int MAX_CHARS = 40_000;
    private static final int MAX_OUTPUT = 4000;
    private static final int MAX_IMAGES = 4;

    /// @param kind    `code`, `markdown` or `raw`
    /// @param outputs what it gave when it ran last
    record Cell(String kind, String source, List<Output> outputs) {}

    /// @param png in base64; may be null
    record Output(String text, @Nullable String png) {}

    /// Null when it is no notebook.
    static @Nullable Notebook of(String json) {
        try {
            return ProtocolJson.readObject(json).get("cells") instanceof List<?> cells
                    ? new Notebook(cells.stream().map(Notebook::cell).toList())
                    : null;
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    private static Map<?, ?> map(@Nullable Object json) {
        return json instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Cell cell(@Nullable Object json) {
        var cell = map(json);
        var outputs = cell.get("outputs") instanceof List<?> list ? list : List.of();
        return new Cell(
                String.valueOf(cell.get("cell_type")),
                joined(cell.get("source")),
                outputs.stream().map(Notebook::output).toList());
    }

    private static Output output(@Nullable Object json) {
        var output = map(json);
        var data = map(output.get("data"));
        var text = switch (String.valueOf(output.get("output_type"))) {
            case "stream" -> joined(output.get("text"));
            case "error" -> lines(output.get("traceback"));
            default -> joined(data.get("text/plain"));
        };
        var png = data.get("image/png");
        return new Output(CleanText.ofTerminal(text), png == null ? null : joined(png));
    }

    /// Texts are stored in one piece, or line by line.
    private static String joined(@Nullable Object text) {
        return switch (text) {
            case null -> "";
            case List<?> lines -> lines.stream().map(String::valueOf).collect(Collectors.joining());
            case Object whole -> whole.toString();
        };
    }

    private static String lines(@Nullable Object lines) {
        return lines instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                : joined(lines);
    }

    ToolOutput shown(Pages wanted) throws ToolException {
        if (cells.isEmpty()) {
            return ToolOutput.text("[a notebook without cells]");
        }
        var pages = wanted.within(cells.size(), "cells");
        var text = new StringBuilder("[a notebook of " + cells.size() + " cells; with startLine its JSON is read]\n");
        var images = new ArrayList<Content>();
        var number = pages.first();
        while (number <= pages.last() && text.length() < MAX_CHARS) {
            add(number, text, images);
            number++;
        }
        if (number <= cells.size()) {
            text.append("[go on with pages=").append(number).append("-]");
        }
        images.addFirst(new Content.Text(text.toString()));
        return new ToolOutput(images);
    }

    private void add(int number, StringBuilder text, List<Content> images) {
        var cell = cells.get(number - 1);
        text.append("[cell ").append(number).append(", ").append(cell.kind()).append("]\n");
        text.append(cut(CleanText.visible(cell.source()), Math.max(MAX_OUTPUT, MAX_CHARS - text.length())))
                .append('\n');
        for (var output : cell.outputs()) {
            text.append("[output]\n").append(cut(output.text(), MAX_OUTPUT)).append('\n');
            if (output.png() != null) {
                text.append(added(output.png(), images)).append('\n');
            }
        }
    }

    private static String added(String png, List<Content> images) {
        if (images.size() == MAX_IMAGES) {
            return "[one more image, left out]";
        }
        try {
            var picture = Picture.of(Base64.getMimeDecoder().decode(png), FileKind.PNG, Picture.MAX_BYTES / MAX_IMAGES);
            images.add(picture.image());
            return "[image " + images.size() + "]";
        } catch (ToolException | IllegalArgumentException e) {
            return "[an image that can not be shown]";
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length
                ? text.strip()
                : text.substring(0, length) + "… [" + (text.length() - length) + " more characters]";
    }
}
