package dev.coder.tools;

import dev.coder.plugin.ToolException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Where a hunk may belong in a text: all places that fit as well as any other. Used by one thread.
final class HunkSearch {

    private final String text;
    private final String shown;
    private final Map<Leniency, NormalisedText> normalised = new EnumMap<>(Leniency.class);

    /// @param shown the name of the file
    HunkSearch(String text, String shown) {
        this.text = text;
        this.shown = shown;
    }

    /// @param hunk   as it was found, perhaps without the blank lines at its end
    /// @param places in the order of the text, at least one
    record Found(Patch.Hunk hunk, List<NormalisedText.Place> places) {

        Found {
            places = List.copyOf(places);
        }
    }

    /// @throws ToolException when its lines are not there
    Found find(Patch.Hunk hunk) throws ToolException {
        for (var leniency : Leniency.values()) {
            var places = hunk.old().isEmpty() ? insertions(hunk) : places(hunk, leniency);
            if (!places.isEmpty()) {
                return new Found(hunk, places);
            }
        }
        if (hunk.isEmptyAtItsEnd()) {
            return find(hunk.shortened());
        }
        throw notFound(hunk);
    }

    ToolException notFound(Patch.Hunk hunk) {
        var wanted = String.join("\n", hunk.old().isEmpty() ? hunk.anchors() : hunk.old());
        var nearest = new NearestLines(text).to(wanted);
        return ToolException.failed("the lines of the hunk at line " + hunk.number()
                + " of the patch were not found in " + shown + ". "
                + (nearest.isEmpty()
                        ? "Nothing in the file is like them: read it again."
                        : "The nearest places are:\n" + nearest + "\nCopy the lines exactly as they are there."));
    }

    /// Lines that are only added come after the anchor, or at the end.
    private List<NormalisedText.Place> insertions(Patch.Hunk hunk) {
        if (hunk.anchors().isEmpty() || hunk.atEnd()) {
            return List.of(insertion(text.length()));
        }
        return scopes(hunk).stream().map(scope -> insertion(scope.body())).toList();
    }

    private static NormalisedText.Place insertion(int at) {
        return new NormalisedText.Place(List.of(new Span(at, at)));
    }

    private List<NormalisedText.Place> places(Patch.Hunk hunk, Leniency leniency) {
        var all = normalised
                .computeIfAbsent(leniency, level -> new NormalisedText(text, level))
                .findLines(hunk.old());
        var atEnd = all.stream()
                .filter(place -> hunk.atEnd() && text.substring(place.end()).isBlank())
                .toList();
        var wanted = atEnd.isEmpty() ? all : atEnd;
        var scopes = scopes(hunk);
        return Stream.<Predicate<NormalisedText.Place>>of(
                        place -> scopes.stream().anyMatch(scope -> scope.holds(place.start())),
                        place -> scopes.stream().anyMatch(scope -> scope.line() == place.start()),
                        place -> scopes.stream().anyMatch(scope -> scope.body() <= place.start()),
                        _ -> true)
                .map(rule -> wanted.stream().filter(rule).toList())
                .filter(places -> !places.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /// What belongs to a line, such as the body of a method.
    ///
    /// @param line where the line begins
    /// @param body where it ends, with its line end
    /// @param end  of what is indented deeper than the line
    private record Scope(int line, int body, int end) {

        boolean holds(int index) {
            return body <= index && index < end;
        }
    }

    private List<Scope> scopes(Patch.Hunk hunk) {
        var scopes = List.of(new Scope(0, 0, text.length() + 1));
        if (hunk.anchors().isEmpty()) {
            return List.of();
        }
        for (var anchor : hunk.anchors()) {
            scopes = scopes.stream()
                    .flatMap(scope -> within(scope, anchor))
                    .distinct()
                    .toList();
        }
        return scopes;
    }

    private Stream<Scope> within(Scope outer, String anchor) {
        var lines = lines(outer);
        var same = lines.stream().filter(line -> stripped(line).equals(anchor)).toList();
        var alike = same.isEmpty()
                ? lines.stream().filter(line -> stripped(line).contains(anchor)).toList()
                : same;
        return alike.stream().map(line -> new Scope(line.start(), line.end(), Math.min(outer.end(), bodyEnd(line))));
    }

    private List<Span> lines(Scope scope) {
        var lines = new ArrayList<Span>();
        for (var from = scope.body();
                from < Math.min(text.length(), scope.end());
                from = lines.getLast().end()) {
            lines.add(line(from));
        }
        return lines;
    }

    private Span line(int from) {
        var end = from;
        while (end < text.length() && NormalisedText.lineEnd(text, end) == 0) {
            end++;
        }
        return new Span(from, end + NormalisedText.lineEnd(text, end));
    }

    private int bodyEnd(Span head) {
        var depth = depth(head);
        var from = head.end();
        while (from < text.length()) {
            var line = line(from);
            if (depth(line) <= depth && stripped(line).chars().anyMatch(Character::isLetterOrDigit)) {
                return from;
            }
            from = line.end();
        }
        return text.length() + 1;
    }

    private int depth(Span line) {
        return text.substring(line.start(), line.end()).indexOf(stripped(line));
    }

    private String stripped(Span line) {
        return text.substring(line.start(), line.end()).strip();
    }
}
