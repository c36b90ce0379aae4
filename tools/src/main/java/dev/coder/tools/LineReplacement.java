package dev.coder.tools;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// New lines for a place of a text. Lines that are kept are the very same characters again; new ones get the line ends
/// and the indentation of the place.
///
/// @param text  the whole
/// @param place what is replaced
record LineReplacement(String text, NormalisedText.Place place) {

    /// @param piece the lines that were looked for, as many as the place has
    /// @return null when it is not clear how new lines are to be indented
    @Nullable
    String with(List<String> piece, List<LineDiff.Line> lines) {
        var found = place.lines().stream().map(this::content).toList();
        var indentation = Indentation.between(piece, found);
        if (indentation == null) {
            return null;
        }
        var result = new StringBuilder();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var content = line.kept() && line.old() != null ? found.get(line.old()) : indentation.apply(line.text());
            if (content == null) {
                return null;
            }
            result.append(content);
            if (i < lines.size() - 1 && !(i == lines.size() - 2 && endsOpen(lines))) {
                result.append(end(line.old()));
            }
        }
        return result.toString();
    }

    /// Whether the place is the end of a text whose last line has no line end, and stays so.
    private boolean endsOpen(List<LineDiff.Line> lines) {
        var spans = place.lines();
        return spans.size() > 1
                && lines.getLast().text().isEmpty()
                && spans.getLast().start() == spans.getLast().end()
                && lineEnd(spans.get(spans.size() - 2)).isEmpty();
    }

    private String end(@Nullable Integer old) {
        var own = old == null ? "" : lineEnd(place.lines().get(old));
        return own.isEmpty() ? nearestLineEnd() : own;
    }

    private String nearestLineEnd() {
        return place.lines().stream()
                .map(this::lineEnd)
                .filter(end -> !end.isEmpty())
                .findFirst()
                .orElseGet(() -> lineEndNear(text, place.start()));
    }

    /// The next line end, else the one before, else a plain one.
    static String lineEndNear(String text, int at) {
        for (var i = at; i < text.length(); i++) {
            if (NormalisedText.lineEnd(text, i) > 0) {
                return text.substring(i, i + NormalisedText.lineEnd(text, i));
            }
        }
        for (var i = at - 1; i >= 0; i--) {
            if (NormalisedText.lineEnd(text, i) > 0) {
                var start = i > 0 && text.charAt(i) == '\n' && text.charAt(i - 1) == '\r' ? i - 1 : i;
                return text.substring(start, i + 1);
            }
        }
        return "\n";
    }

    private String content(Span line) {
        return text.substring(line.start(), line.end() - lineEnd(line).length());
    }

    private String lineEnd(Span line) {
        var part = text.substring(line.start(), line.end());
        return part.endsWith("\r\n") ? "\r\n" : part.endsWith("\n") ? "\n" : part.endsWith("\r") ? "\r" : "";
    }
}
