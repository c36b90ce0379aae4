package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.ToolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every edit and every patch, whatever the file's charset and line ends, and however often its text
/// repeats.
@Timeout(120)
class EditPropertyTest {

    private static final int CASES = 400;

    static LongStream seeds() {
        long first = Long.getLong("coder.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("coder.runs", 3));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replacesTheOnePlaceAndNoOtherByte(long seed) throws Exception {
        var random = new RandomText(seed);
        for (var i = 0; i < CASES; i++) {
            var before = random.bytes();
            var file = TextFile.of(before, "a");
            var start = random.upTo(file.text().length());
            var end = start + random.upTo(file.text().length() - start);
            var oldText = file.text().substring(start, end);
            var newText = "<" + random.word() + ">";
            if (oldText.isEmpty() || !Arrays.equals(file.encode(file.text()), before)) {
                continue;
            }
            var edit = new TextEdit(oldText, newText, false);
            if (occurrences(file.text(), oldText) > 1) {
                assertThatThrownBy(() -> edit.apply(file.text(), "a"))
                        .isInstanceOf(ToolException.class)
                        .hasMessageContaining(" times in a");
                continue;
            }
            var after = file.encode(edit.apply(file.text(), "a").text());
            var expected =
                    file.text().substring(0, start) + newText + file.text().substring(end);
            assertThat(after).isEqualTo(file.encode(expected));
            var head = file.encode(file.text().substring(0, start)).length;
            var tail = before.length - file.encode(file.text().substring(0, end)).length;
            assertThat(Arrays.copyOf(after, head)).isEqualTo(Arrays.copyOf(before, head));
            assertThat(Arrays.copyOfRange(after, after.length - tail, after.length))
                    .isEqualTo(Arrays.copyOfRange(before, before.length - tail, before.length));
        }
    }

    private static int occurrences(String text, String piece) {
        var count = 0;
        for (var at = 0; at + piece.length() <= text.length(); at++) {
            count += text.startsWith(piece, at) ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replacesAllPlacesFromLeftToRight(long seed) throws Exception {
        var random = new RandomText(seed);
        for (var i = 0; i < CASES; i++) {
            var text = random.text();
            var start = random.upTo(text.length());
            var oldText = text.substring(start, start + random.upTo(Math.min(6, text.length() - start)));
            if (!oldText.isEmpty() && oldText.indexOf('\r') < 0) {
                assertThat(new TextEdit(oldText, "<>", true).apply(text, "a").text())
                        .isEqualTo(text.replace(oldText, "<>"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheLinesThatAModelWroteDownInexactlyOrRefuses(long seed) throws Exception {
        var random = new RandomText(seed);
        for (var i = 0; i < CASES; i++) {
            var lines = random.lines();
            var text = String.join("", lines);
            var start = random.upTo(lines.size() - 1);
            var end = start + 1 + random.upTo(lines.size() - start - 1);
            var window = plain(lines.subList(start, end));
            var piece = String.join("\n", window) + "\n";
            if (piece.isBlank() || text.contains(piece)) {
                continue;
            }
            var edit = new TextEdit(piece, piece + "<new>\n", false);
            var unended = lines.stream().map(EditPropertyTest::withoutEnd).toList();
            var searched = joined(unended).contains(piece) ? unended : plain(lines);
            if (occurrences(joined(searched), piece) > 1) {
                assertThatThrownBy(() -> edit.apply(text, "a")).hasMessageContaining("times in a");
                continue;
            }
            if (!joined(searched)
                    .startsWith(piece, joined(searched.subList(0, start)).length())) {
                continue; // other lines are more like it
            }
            var head = String.join("", lines.subList(0, end));
            var tail = String.join("", lines.subList(end, lines.size()));
            var result = edit.apply(text, "a").text();
            assertThat(result).startsWith(head).endsWith(tail);
            assertThat(result.replaceAll("[\r\n]", "")).isEqualTo((head + "<new>" + tail).replaceAll("[\r\n]", ""));
        }
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String withoutEnd(String line) {
        return line.replaceAll("[\r\n]*$", "");
    }

    /// Lines without their ends and the blanks before those.
    private static List<String> plain(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("[ \t]*[\r\n]*$", "")).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void patchesFromOneTextToAnotherOrRefuses(long seed) throws Exception {
        var random = new RandomText(seed);
        var patched = 0;
        for (var i = 0; i < CASES; i++) {
            var before = random.plainLines();
            var after = random.changed(before);
            var patch = new PatchWriter(before, after);
            var hunks = patch.hunks(random.upTo(3));
            var lineEnd = random.lineEnd();
            var close = random.upTo(1) == 0 ? "" : lineEnd;
            var text = new PatchedText(String.join(lineEnd, before) + close, "a");
            if (hunks.isEmpty() || hunks.stream().anyMatch(EditPropertyTest::onlyAdds)) {
                continue;
            }
            var ways = ways(before, hunks, 0, 0);
            if (ways == 1) {
                assertThat(text.with(parsed(hunks))).isEqualTo(String.join(lineEnd, after) + close);
                patched++;
            } else {
                assertThatThrownBy(() -> text.with(parsed(hunks))).hasMessageContaining("places in a");
            }
        }
        assertThat(patched).isGreaterThan(CASES / 10);
    }

    private static boolean onlyAdds(List<String> hunk) {
        return hunk.stream().allMatch(line -> line.startsWith("+"));
    }

    private static List<Patch.Hunk> parsed(List<List<String>> hunks) throws ToolException {
        var text = new StringBuilder("*** Begin Patch\n*** Update File: a\n");
        for (var hunk : hunks) {
            text.append("@@\n").append(String.join("\n", hunk)).append('\n');
        }
        var section = PatchParser.parse(text + "*** End Patch").sections().getFirst();
        return ((Patch.Update) section).hunks();
    }

    /// How many ways there are to find places for the hunks, one after the other, none over another.
    private static int ways(List<String> lines, List<List<String>> hunks, int hunk, int from) {
        if (hunk == hunks.size()) {
            return 1;
        }
        var old = hunks.get(hunk).stream()
                .filter(line -> !line.startsWith("+"))
                .map(line -> line.substring(1))
                .toList();
        var ways = 0;
        for (var at = from; at + old.size() <= lines.size(); at++) {
            if (lines.subList(at, at + old.size()).equals(old)) {
                ways += ways(lines, hunks, hunk + 1, at + old.size());
            }
        }
        return ways;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverBreaksWhateverAModelSends(long seed) {
        var random = new RandomText(seed);
        var answers = new ArrayList<String>();
        for (var i = 0; i < CASES; i++) {
            var text = random.text();
            var patch = "*** Begin Patch\n*** Update File: a\n" + random.patchLines() + "*** End Patch";
            try {
                answers.add(new TextEdit(random.text() + "x", random.text(), random.upTo(1) == 0)
                        .apply(text, "a")
                        .text());
            } catch (ToolException e) {
                answers.add(e.getMessage());
            }
            try {
                var section = (Patch.Update) PatchParser.parse(patch).sections().getFirst();
                answers.add(new PatchedText(text, "a").with(section.hunks()));
            } catch (ToolException e) {
                answers.add(e.getMessage());
            }
        }
        assertThat(answers).doesNotContainNull();
    }
}
