package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The replacement of a piece of text by another: where the piece is found exactly, else with growing [Leniency], else
/// with the hidden characters that it names by their codes. The first way to find it at all must find one place only.
///
/// @param replaceAll whether the piece may occur more than once
record TextEdit(String oldText, String newText, boolean replaceAll) {

    private static final int LINES_NAMED = 10;
    private static final int MOST = 100_000;

    /// @param lines    where the replacements begin, from 1, counted in the old text
    /// @param leniency null: the piece was there exactly
    record Result(
            String text, List<Integer> lines, @Nullable Leniency leniency) {}

    private record Piece(Span span, String replacement) {}

    /// @param shown the name of the file
    /// @throws ToolException when the piece is not there, or is there more than once without `replaceAll`
    Result apply(String text, String shown) throws ToolException {
        var result = exactly(text, shown);
        for (var leniency : Leniency.values()) {
            if (result == null) {
                result = leniently(text, shown, leniency);
            }
        }
        var meant = new TextEdit(CleanText.hidden(oldText), CleanText.hidden(newText), replaceAll);
        if (result == null && !meant.oldText.equals(oldText)) {
            return meant.apply(text, shown);
        }
        if (result == null) {
            throw ToolException.failed(notFound(text, shown));
        }
        if (result.text().equals(text)) {
            throw ToolException.failed("this edit changes nothing: " + shown + " has newText there already");
        }
        return result;
    }

    private @Nullable Result exactly(String text, String shown) throws ToolException {
        var places = new ArrayList<Integer>();
        var step = replaceAll ? oldText.length() : 1;
        for (var at = text.indexOf(oldText); at >= 0 && places.size() <= MOST; at = text.indexOf(oldText, at + step)) {
            places.add(at);
        }
        if (places.isEmpty()) {
            return null;
        }
        requireOne(text, places, shown);
        var knowsLineEnds = oldText.indexOf('\n') >= 0;
        return replaced(
                text,
                places.stream()
                        .map(at -> new Piece(
                                new Span(at, at + oldText.length()),
                                knowsLineEnds ? newText : withLineEndsAt(text, at)))
                        .toList(),
                null);
    }

    private @Nullable Result leniently(String text, String shown, Leniency leniency) throws ToolException {
        var places = new NormalisedText(text, leniency).find(oldText);
        if (places.isEmpty()) {
            return null;
        }
        requireOne(text, places.stream().map(NormalisedText.Place::start).toList(), shown);
        var piece = lines(oldText);
        var lines = LineDiff.of(piece, lines(newText));
        var pieces = new ArrayList<Piece>();
        var from = 0;
        for (var place : places) {
            var replacement = place.start() < from ? "" : new LineReplacement(text, place).with(piece, lines);
            if (replacement == null) {
                return null;
            }
            if (place.start() >= from) {
                pieces.add(new Piece(new Span(place.start(), place.end()), replacement));
                from = place.end();
            }
        }
        return replaced(text, pieces, leniency);
    }

    private void requireOne(String text, List<Integer> places, String shown) throws ToolException {
        if (places.size() > MOST) {
            throw ToolException.failed("oldText occurs more than " + MOST + " times in " + shown + ". Use sed.");
        }
        if (places.size() > 1 && !replaceAll) {
            var lines = places.stream()
                    .limit(LINES_NAMED)
                    .map(at -> String.valueOf(lineOf(text, at)))
                    .collect(Collectors.joining(", "));
            throw ToolException.failed("oldText occurs " + places.size() + " times in " + shown + ", at lines " + lines
                    + (places.size() > LINES_NAMED ? ", …" : "")
                    + ". Give more of the lines around it, or set replaceAll.");
        }
    }

    private static Result replaced(String text, List<Piece> pieces, @Nullable Leniency leniency) {
        var result = new StringBuilder();
        var lines = new ArrayList<Integer>();
        var from = 0;
        var line = 1;
        for (var piece : pieces) {
            var before = text.substring(from, piece.span().start());
            line += lineOf(before, before.length()) - 1;
            lines.add(line);
            result.append(before).append(piece.replacement());
            var replaced = text.substring(piece.span().start(), piece.span().end());
            line += lineOf(replaced, replaced.length()) - 1;
            from = piece.span().end();
        }
        return new Result(result.append(text, from, text.length()).toString(), List.copyOf(lines), leniency);
    }

    private String withLineEndsAt(String text, int at) {
        return newText.indexOf('\n') < 0 ? newText : String.join(LineReplacement.lineEndNear(text, at), lines(newText));
    }

    /// What is between the line ends; one more than there are line ends.
    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\r\n|\n|\r", -1));
    }

    /// The number of the line at an index, from 1.
    static int lineOf(String text, int at) {
        var line = 1;
        for (var i = 0; i < at; i++) {
            if (text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !text.startsWith("\n", i + 1))) {
                line++;
            }
        }
        return line;
    }

    private String notFound(String text, String shown) {
        var advice = text.contains(newText) && !newText.isBlank()
                ? "newText is there: perhaps the edit was made before. "
                : "";
        var nearest = new NearestLines(text).to(oldText);
        return "oldText was not found in " + shown + ". " + advice
                + (nearest.isEmpty()
                        ? "Nothing in the file is like it: read the file again."
                        : "The nearest places are:\n" + nearest + "\nCopy the lines exactly as they are there.");
    }
}
