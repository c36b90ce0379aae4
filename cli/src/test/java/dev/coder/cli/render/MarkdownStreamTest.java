package dev.coder.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownStreamTest {

    private static final String[] PIECES = {
        "# Head ",
        "*a* ",
        "**b** ",
        "`c` ",
        "\n",
        "\n\n",
        "- x ",
        "\n- ",
        "\n  - y",
        "\n1. ",
        "\n2. ",
        "```java\n",
        "\n```\n",
        "int x = 1; /* a",
        " b */",
        "| a | b |\n",
        "|---|:-:|\n",
        "| 漢 | 🙂 |\n",
        "> q ",
        "\n> ",
        "<b>",
        "&#27;",
        "http://x.y/z ",
        "[t](http://u)",
        "~~s~~ ",
        "---\n",
        "===\n",
        "    code\n",
        "\t",
        "👨‍👩‍👧",
        "e\u0301",
        "\r\n",
        "~~~\n",
        "- [ ] do\n",
        "\\",
        "word word word word word word word word word word word "
    };

    @Test
    void showsEverythingThatModelsWrite() {
        var text = resource("everything.md");
        Snapshots.check("markdown", (theme, width) -> MarkdownStream.lines(text, theme, width));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givesTheSameLinesHoweverTheTextIsCut(int seed) {
        var random = new Random(seed);
        for (var run = 0; run < 25; run++) {
            var text = random(random);
            var width = 10 + random.nextInt(80);
            var whole = MarkdownStream.lines(text, Snapshots.dark(), width);
            assertThat(inPieces(text, random, width))
                    .as("seed " + seed + ": " + text)
                    .isEqualTo(whole);
            assertThat(whole).allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(width));
        }
    }

    private static String random(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(60); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /// What is final, and in the end the rest; a look at the tail on the way changes nothing.
    private static List<AttributedString> inPieces(String text, Random random, int width) {
        var stream = new MarkdownStream(Snapshots.dark(), width);
        var lines = new ArrayList<AttributedString>();
        for (var at = 0; at < text.length(); ) {
            var next = Math.min(text.length(), at + 1 + random.nextInt(12));
            lines.addAll(stream.add(text.substring(at, next)));
            var tail = stream.tail();
            assertThat(tail).isEqualTo(stream.tail());
            at = next;
        }
        lines.addAll(stream.end());
        return lines;
    }

    @Test
    void showsCodeAsItComesAndAFenceThatNeverEnds() {
        var stream = new MarkdownStream(Theme.none(), 40);
        assertThat(stream.add("```java\nint a;\nint"))
                .extracting(Object::toString)
                .containsExactly("  int a;");
        assertThat(stream.tail()).extracting(Object::toString).containsExactly("  int");
        assertThat(stream.end()).extracting(Object::toString).containsExactly("  int");
    }

    @Test
    void goesOnNumberingAcrossItems() {
        var stream = new MarkdownStream(Theme.none(), 40);
        var lines = new ArrayList<>(stream.add("1. a\n1. b\n\n1. c\n"));
        lines.addAll(stream.end());
        assertThat(lines).extracting(Object::toString).containsExactly("1. a", "2. b", "", "3. c");
    }

    @Test
    void letsNoSequenceThroughThatIsWrittenAsAnEntity() {
        var lines = MarkdownStream.lines("a&#27;[31mb &#x202e;c `x\u001b]52;c;AAAA\u0007y`", Theme.none(), 80);
        assertThat(lines).extracting(Object::toString).containsExactly("ab c `x<U+001B>]52;c;AAAA<U+0007>y`");
    }

    @Test
    void takesALineOfAMegabyteInItsStride() {
        var word = "word ".repeat(20);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            var stream = new MarkdownStream(Theme.none(), 80);
            var lines = 0;
            for (var i = 0; i < 10_000; i++) {
                lines += stream.add(word).size();
                if (i % 10 == 0) {
                    assertThat(stream.tail()).hasSizeLessThan(200);
                }
            }
            assertThat(lines).isGreaterThan(10_000);
        });
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(MarkdownStream.lines("x".repeat(1 << 20), Theme.none(), 80))
                        .hasSizeGreaterThan(13_000));
    }

    @Test
    void survivesWhatIsNestedDeeply() {
        for (var text :
                List.of("> ".repeat(2000) + "x", "- ".repeat(2000) + "x", "*".repeat(4000) + "x", "[".repeat(4000))) {
            assertThat(MarkdownStream.lines(text, Theme.none(), 40)).isNotEmpty();
        }
    }

    static String resource(String name) {
        try (var in = Objects.requireNonNull(MarkdownStreamTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
