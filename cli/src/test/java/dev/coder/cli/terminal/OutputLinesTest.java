package dev.coder.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coder.cli.render.CallOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLinesTest {

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> n + "\n").collect(Collectors.joining());
    }

    private static List<String> shown(OutputLines output, String... pieces) {
        var lines = new ArrayList<String>();
        for (var piece : pieces) {
            lines.addAll(output.add(piece));
        }
        lines.addAll(output.rest());
        return lines;
    }

    /// What is shown and what is said to be left out is all there was.
    private static void assertCounts(int lines, List<String> shown) {
        var leftOut = shown.stream()
                .filter(line -> line.startsWith("… "))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
                .sum();
        var whole = shown.stream().filter(line -> line.matches("[0-9]+")).toList();
        assertThat(whole.size() + leftOut).isEqualTo(lines);
        assertThat(whole).startsWith("1").endsWith(Integer.toString(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 11, 12, 13, 60, 61, 3000, 50_000})
    void accountsForEveryLine(int lines) {
        var text = numbers(1, lines);
        var cut = text.length() / 2;
        assertCounts(lines, shown(new OutputLines(6, 6), text.substring(0, cut), text.substring(cut)));
        var live = new CallOutput(30);
        live.add(text.substring(0, cut));
        live.add(text.substring(cut));
        assertCounts(lines, live.ends(60));
        assertThat(live.ends(60)).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void accountsForLinesThatItIsOnlyToldOf() {
        var output = new OutputLines(6, 6);
        var lines = new ArrayList<>(output.add(numbers(1, 10)));
        output.skip(980);
        lines.addAll(output.add(numbers(991, 1000)));
        lines.addAll(output.rest());
        assertThat(lines)
                .containsExactly(
                        "1",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6",
                        "… 988 lines not shown",
                        "995",
                        "996",
                        "997",
                        "998",
                        "999",
                        "1000");
        var live = new CallOutput(3);
        live.add(numbers(1, 10));
        live.skip(980);
        live.add(numbers(991, 1000));
        assertThat(live.ends(6)).containsExactly("1", "2", "3", "… 995 lines not shown", "999", "1000");
    }

    @Test
    void cutsALongLineBetweenCharacters() {
        var line = shown(new OutputLines(6, 6), "x" + "😀".repeat(300)).getFirst();
        assertThat(line).hasSizeLessThanOrEqualTo(201).endsWith("😀…");
    }
}
