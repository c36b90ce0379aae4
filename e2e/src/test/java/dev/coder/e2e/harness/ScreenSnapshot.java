package dev.coder.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What a screen has to look like: a text below `e2e/src/test/resources/screens`. With `-Dcoder.write=true` it is
/// written instead of compared; then look at the difference before it is committed.
public final class ScreenSnapshot {

    private static final Path FOLDER = Checkout.root().resolve(Path.of("e2e", "src", "test", "resources", "screens"));

    private final List<UnaryOperator<String>> masks = new ArrayList<>();

    /// Times, ids and the like, which differ from run to run, are masked.
    public ScreenSnapshot() {
        mask("ses_[0-9A-Za-z]{6,}", "ses_…");
        mask("\\b\\d+(\\.\\d+)? (ms|s)\\b", "# s");
        mask("\\b\\d+m ?\\d+s\\b|\\b\\d+s\\b", "# s");
    }

    /// @param pattern a regular expression
    public ScreenSnapshot mask(String pattern, String by) {
        masks.add(text -> text.replaceAll(pattern, by));
        return this;
    }

    /// @param name such as `approval-80`
    public void check(String name, TmuxTerminal terminal) {
        check(name, terminal.screen());
    }

    public void check(String name, String screen) {
        var shown = screen;
        for (var mask : masks) {
            shown = mask.apply(shown);
        }
        var file = FOLDER.resolve(name + ".txt");
        try {
            if (Boolean.getBoolean("coder.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, shown + "\n");
                return;
            }
            assertThat(file).as("the snapshot; make it with -Dcoder.write=true").exists();
            assertThat(shown).as(name).isEqualTo(Files.readString(file).stripTrailing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
