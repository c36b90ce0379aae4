package dev.coder.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jline.utils.AttributedString;

/// Code between two fences, line by line as it comes. Used by one thread.
final class FencedCode {

    static final String INDENT = "  ";
    static final FencedCode NONE = new FencedCode("", 0, 0, CodeColours.PLAIN);

    private final String fence;
    private final int indent;
    private final int width;
    private final CodeColours colours;

    private FencedCode(String fence, int indent, int width, CodeColours colours) {
        this.fence = fence;
        this.indent = indent;
        this.width = width;
        this.colours = colours;
    }

    /// @param opening groups: indent, fence, what stands behind it
    static FencedCode open(Theme theme, int width, Matcher opening) {
        var language = opening.group(3).strip();
        return new FencedCode(
                opening.group(2), opening.group(1).length(), width, CodeColours.of(theme, Languages.named(language)));
    }

    boolean isOpen() {
        return !fence.isEmpty();
    }

    boolean isEndedBy(String line) {
        var bare = line.strip();
        return bare.length() >= fence.length()
                && bare.chars().allMatch(c -> c == fence.charAt(0))
                && line.indexOf(bare) < 4;
    }

    List<AttributedString> lines(String line) {
        var code = line.substring(
                Math.min(indent, line.length() - line.stripLeading().length()));
        return block(colours.line(Columns.code(code)), width);
    }

    /// A line of code, set in.
    static List<AttributedString> block(AttributedString code, int width) {
        var indent = new AttributedString(INDENT);
        return new ArrayList<>(Columns.prefixed(Columns.chop(code, width - INDENT.length()), indent, indent));
    }

    FencedCode copy() {
        return new FencedCode(fence, indent, width, colours.copy());
    }
}
