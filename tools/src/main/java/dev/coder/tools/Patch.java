package dev.coder.tools;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes to several files in the envelope that models of OpenAI were trained on: `*** Begin Patch` … `*** End Patch`.
record Patch(List<Section> sections) {

    Patch {
        sections = List.copyOf(sections);
    }

    /// What becomes of one file.
    sealed interface Section {}

    record Add(String path, String content) implements Section {}

    record Delete(String path) implements Section {}

    /// @param moveTo its new path
    record Update(String path, @Nullable String moveTo, List<Hunk> hunks) implements Section {
        public Update {
            hunks = List.copyOf(hunks);
        }
    }

    /// Lines that are replaced by others.
    ///
    /// @param anchors lines that come before it, outermost first, such as those of its class and its method
    /// @param atEnd   whether its last line is the last of the file
    /// @param number  of its first line in the patch, from 1
    record Hunk(List<String> anchors, List<Line> lines, boolean atEnd, int number) {

        Hunk {
            anchors = List.copyOf(anchors);
            lines = List.copyOf(lines);
        }

        /// The lines as they are in the file.
        List<String> old() {
            return lines.stream()
                    .filter(line -> line.kind() != Kind.ADDED)
                    .map(Line::text)
                    .toList();
        }

        boolean isEmptyAtItsEnd() {
            return lines.size() > 1
                    && lines.getLast().kind() == Kind.KEPT
                    && lines.getLast().text().isBlank();
        }

        /// Without its last line.
        Hunk shortened() {
            return new Hunk(anchors, lines.subList(0, lines.size() - 1), atEnd, number);
        }
    }

    enum Kind {
        KEPT,
        REMOVED,
        ADDED
    }

    record Line(Kind kind, String text) {}
}
