package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The replacement of a piece of text by another: first exactly, then without regard to line ends and to blanks at the
/// end of lines. What is put in gets the line ends of the place.
///
/// @param replaceAll whether the piece may occur more than once
record TextEdit(String oldText, String newText, boolean replaceAll) {

    /// @param lines where the replacements begin, from 1, counted in the old text
    record Result(String text, List<Integer> lines) {}

    /// @param shown the name of the file
    /// @throws ToolException when the piece is not there, or is there more than once without `replaceAll`
    Result apply(String text, String shown) throws ToolException {
        var spans = exact(text);
        if (spans.isEmpty()) {
            spans = NormalisedText.of(text).find(oldText);
        }
        if (spans.isEmpty()) {
            throw ToolException.failed(notFound(text, shown));
        }
        if (spans.size() > 1 && !replaceAll) {
            throw ToolException.failed("oldText occurs " + spans.size() + " times in " + shown + ", at lines "
                    + spans.stream()
                            .limit(10)
                            .map(span -> String.valueOf(lineOf(text, span.start())))
                            .collect(Collectors.joining(", "))
                    + ". Give more of the lines around it, or set replaceAll.");
        }
        return replaced(text, spans);
    }

    private List<Span> exact(String text) {
        var spans = new ArrayList<Span>();
        for (var at = text.indexOf(oldText); at >= 0; at = text.indexOf(oldText, at + oldText.length())) {
            spans.add(new Span(at, at + oldText.length()));
        }
        return spans;
    }

    private Result replaced(String text, List<Span> spans) {
        var result = new StringBuilder();
        var lines = new ArrayList<Integer>();
        var from = 0;
        for (var span : spans) {
            result.append(text, from, span.start()).append(withLineEndsOf(text, span.start()));
            lines.add(lineOf(text, span.start()));
            from = span.end();
        }
        return new Result(result.append(text, from, text.length()).toString(), List.copyOf(lines));
    }

    private String withLineEndsOf(String text, int at) {
        var newline = text.indexOf('\n', at);
        var nearest = newline >= 0 ? newline : text.lastIndexOf('\n');
        if (nearest < 0) {
            return newText;
        }
        var unix = newText.replace("\r\n", "\n");
        return nearest > 0 && text.charAt(nearest - 1) == '\r' ? unix.replace("\n", "\r\n") : unix;
    }

    private static int lineOf(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private String notFound(String text, String shown) {
        var nearest = new NearestLines(text).to(oldText);
        return "oldText was not found in " + shown + ". "
                + (nearest.isEmpty()
                        ? "Nothing in the file is like it: read the file again."
                        : "The nearest places are:\n" + nearest + "\nCopy the lines exactly as they are there.");
    }
}
