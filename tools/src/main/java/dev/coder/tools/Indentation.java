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

    /// Blanks are the same, or tabs, or spaces; and all lines are shifted by the same.
    private static Stream<Indentation> candidates(String piece, String file) {
        var widths = WIDTHS.stream().flatMap(width -> Stream.of(toTabs(width), toSpaces(width)));
        return Stream.concat(Stream.of(SAME), widths).flatMap(blanks -> blanks.shifted(piece, file));
    }

    private Stream<Indentation> shifted(String piece, String file) {
        var same = rule.apply(piece);
        if (same == null) {
            return Stream.empty();
        }
        if (file.endsWith(same)) {
            return Stream.of(added(file.substring(0, file.length() - same.length())));
        }
        return same.endsWith(file)
                ? Stream.of(removed(same.substring(0, same.length() - file.length())))
                : Stream.empty();
    }

    private Indentation added(String prefix) {
        return then(indent -> prefix + indent);
    }

    private Indentation removed(String prefix) {
        return then(indent -> indent != null && indent.startsWith(prefix) ? indent.substring(prefix.length()) : null);
    }

    private Indentation then(UnaryOperator<@Nullable String> shift) {
        return new Indentation(indent -> {
            var same = rule.apply(indent);
            return same == null ? null : shift.apply(same);
        });
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
