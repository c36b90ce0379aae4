package dev.coder.cli.render;

import java.util.List;
import org.jline.utils.AttributedString;

/// One sentence of Coder's own beside the conversation.
public record Notice(String sentence) {

    public List<AttributedString> lines(Theme theme, int width) {
        var sign = theme.mark(Mark.NOTICE) + " ";
        var indent = new AttributedString(" ".repeat(sign.length()));
        var text = theme.text(Columns.title(sentence), Role.DIM);
        return Columns.wrap(text, width, theme.text(sign, Role.WARN), indent);
    }
}
