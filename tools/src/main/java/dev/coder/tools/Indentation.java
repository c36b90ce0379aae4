package dev.coder.tools;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the indentation of a file follows from that of a piece which differs from it in nothing else: one rule for all
/// lines, which then holds for new lines, too.
///
/// @param rule gives null for what it knows nothing of
record Indentation(UnaryOperator<@Nullable String> rule) {

    private static final List<Integer> WIDTHS = List.of(2, 4, 8, 3);

    static final Indentation SAME = new Indentation(indent -> indent);

    /// The rule that turns the indentation of each line of the piece into that of the line of the file.
    ///
    /// @return null when there is none
    static @Nullable Indentation between(List<String> piece, List<String> file) {
        return IntStream.range(0, piece.size())
                .filter(i -> !piece.get(i).isBlank())
                .mapToObj(i -> candidates(of(piece.get(i)), of(file.get(i))))
                .findFirst()
                .orElse(Stream.of(SAME))
                .filter(rule -> IntStream.range(0, piece.size())
                        .allMatch(i -> piece.get(i).isBlank()
                                || of(file.get(i)).equals(rule.rule().apply(of(piece.get(i))))))
                .findFirst()
                .orElse(null);
    }

    /// A new line as it belongs into the file, or null when the rule does not say how.
    @Nullable
    String apply(String line) {
        var indent = of(line);
        var adapted = line.isBlank() ? indent : rule.apply(indent);
        return adapted == null ? null : adapted + line.substring(indent.length());
    }

    private static Stream<Indentation> candidates(String piece, String file) {
        var shifts = Stream.of(
                file.endsWith(piece) ? added(file.substring(0, file.length() - piece.length())) : null,
                piece.endsWith(file) ? removed(piece.substring(0, piece.length() - file.length())) : null);
        var widths = WIDTHS.stream().flatMap(width -> Stream.of(toTabs(width), toSpaces(width)));
        return Stream.concat(shifts.flatMap(Stream::ofNullable), widths);
    }

    private static Indentation added(String prefix) {
        return new Indentation(indent -> prefix + indent);
    }

    private static Indentation removed(String prefix) {
        return new Indentation(
                indent -> indent != null && indent.startsWith(prefix) ? indent.substring(prefix.length()) : null);
    }

    private static Indentation toTabs(int width) {
        return new Indentation(indent -> indent == null || indent.contains("\t") || indent.length() % width != 0
                ? null
                : "\t".repeat(indent.length() / width));
    }

    private static Indentation toSpaces(int width) {
        return new Indentation(
                indent -> indent == null || indent.contains(" ") ? null : " ".repeat(width * indent.length()));
    }

    private static String of(String line) {
        var end = 0;
        while (end < line.length() && Leniency.isBlank(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }
}
