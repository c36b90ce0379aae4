package dev.coder.cli.render;

import dev.coder.cli.execute.Approver.Question;
import dev.coder.plugin.Effect;
import dev.coder.plugin.PreviewLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/// The part of an approval that scrolls: all that the call would touch, and what would change, without a limit. Drawn
/// anew only for another width. Used by one thread.
public final class ApprovalDetails {

    /// @param reason whether it begins with why it is asked
    /// @param always whether it ends with what "always" would allow
    record Extent(boolean reason, boolean always) {}

    private record Size(Theme theme, int width) {}

    private static final AttributedString INDENT = new AttributedString("  ");

    private final Question question;
    private final Map<Extent, List<AttributedString>> drawn = new HashMap<>();
    private @Nullable Size size;

    public ApprovalDetails(Question question) {
        this.question = question;
    }

    Question question() {
        return question;
    }

    List<AttributedString> lines(Theme theme, int width, Extent extent) {
        var wanted = new Size(theme, width);
        if (!wanted.equals(size)) {
            drawn.clear();
            size = wanted;
        }
        return drawn.computeIfAbsent(extent, _ -> draw(theme, width, extent));
    }

    private List<AttributedString> draw(Theme theme, int width, Extent extent) {
        var lines = new ArrayList<AttributedString>();
        if (extent.reason) {
            lines.addAll(Columns.wrap(theme.text(Columns.title(question.reason()), Role.DIM), width - 2));
        }
        question.effects().forEach(effect -> lines.addAll(detail(effect, theme, width - 2)));
        if (!question.preview().isEmpty()) {
            lines.addAll(DiffView.of(question.preview()).ofFile(file()).lines(theme, width - 2));
        }
        if (extent.always) {
            question.always()
                    .forEach(allowance ->
                            lines.addAll(step("always, in this project:", allowance.shown(), theme, width - 2)));
        }
        return Columns.prefixed(lines, INDENT, INDENT);
    }

    /// The one that is written.
    private String file() {
        return question.effects().stream()
                .flatMap(effect ->
                        effect instanceof Effect.WriteFile(var path) ? Stream.of(path.toString()) : Stream.empty())
                .findFirst()
                .orElse("");
    }

    private static List<AttributedString> detail(Effect effect, Theme theme, int width) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> step("read", path, theme, width);
            case Effect.ListDirectory(var path) -> step("list", path, theme, width);
            case Effect.WriteFile(var path) -> step("write", path, theme, width);
            case Effect.DeleteFile(var path) -> step("delete", path, theme, width);
            case Effect.RunCommand(var command, var folder) -> {
                var lines = new ArrayList<>(step("run in", folder, theme, width));
                lines.addAll(code(command, "text/unix", theme, width));
                yield lines;
            }
            case Effect.SendInput(var process, var input) -> {
                var lines = new ArrayList<>(step("type into", process, theme, width));
                lines.addAll(code(input, "", theme, width));
                yield lines;
            }
            case Effect.RunIsolated(var language) -> step("run in the sandbox", language, theme, width);
            case Effect.UseSecret(var name) -> step("use", name, theme, width);
            case Effect.Fetch(var uri) -> step("fetch", uri.toString(), theme, width);
            case Effect.Internal() -> List.of();
        };
    }

    private static List<AttributedString> step(String verb, Path path, Theme theme, int width) {
        return step(verb, path.toString(), theme, width);
    }

    private static List<AttributedString> step(String verb, String what, Theme theme, int width) {
        var line = new AttributedStringBuilder()
                .styled(theme.style(Role.DIM), verb + " ")
                .append(Columns.title(what))
                .toAttributedString();
        return Columns.chop(line, width);
    }

    private static List<AttributedString> code(String text, String syntax, Theme theme, int width) {
        var colours = CodeColours.of(theme, syntax);
        return PreviewLine.split(text).stream()
                .flatMap(line -> FencedCode.block(colours.line(Columns.code(line)), width).stream())
                .toList();
    }
}
