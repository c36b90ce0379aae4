package dev.coder.cli.render;

import dev.coder.plugin.PreviewLine;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// What the user said, as it stands in the scrollback.
public record PromptEcho(String text) {

    public List<AttributedString> lines(Theme theme, int width) {
        var sign = theme.mark(Mark.PROMPT) + " ";
        var indent = new AttributedString(" ".repeat(sign.length()));
        var lines = new ArrayList<AttributedString>();
        PreviewLine.split(Columns.prose(text).strip()).forEach(line -> {
            var first = lines.isEmpty() ? theme.text(sign, Role.PROMPT) : indent;
            lines.addAll(Columns.wrap(theme.text(line, Role.STRONG), width, first, indent));
        });
        return lines;
    }
}
