package dev.coder.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;

/// Compares what a view shows with a file: at 40, 80 and 120 columns without styles, at 80 with those of the dark
/// theme,
/// made visible, and for a screen reader. `-Dcoder.write=true` writes the files instead.
public final class Snapshots {

    private static final Path FOLDER = Path.of("src/test/resources/dev/coder/cli/render");
    private static final int[] WIDTHS = {40, 80, 120};

    /// What is drawn.
    @FunctionalInterface
    public interface Drawing {
        List<AttributedString> lines(Theme theme, int width);
    }

    private Snapshots() {}

    public static void check(String name, Drawing drawing) {
        var text = new StringBuilder();
        for (var width : WIDTHS) {
            text.append(section(width + " columns", drawing, Theme.none(), width));
        }
        text.append(section("dark, 80 columns", drawing, dark(), 80));
        text.append(section("screen reader, 80 columns", drawing, Theme.forScreenReader(), 80));
        compare(FOLDER.resolve(name + ".txt"), text.toString());
    }

    static Theme dark() {
        return Theme.of("dark", false, Map.of("TERM", "xterm-256color"));
    }

    private static String section(String title, Drawing drawing, Theme theme, int width) {
        var section = new ArrayList<String>();
        section.add("=== " + title);
        for (var line : drawing.lines(theme, width)) {
            assertThat(Columns.width(line)).as(title + ": " + line).isLessThanOrEqualTo(width);
            section.add(theme.ansi(line).replaceAll("\u001b\\[([0-9;]*)m", "‹$1›"));
        }
        return String.join("\n", section) + "\n";
    }

    static void compare(String name, String text) {
        compare(FOLDER.resolve(name), text);
    }

    private static void compare(Path file, String text) {
        try {
            if (Boolean.getBoolean("coder.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
