package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.ToolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the patch envelope as leniently as OpenAI's own reader does: blanks around the marks, blank lines between the
/// parts, a first hunk without `@@`, a heredoc or a code fence around the whole. The grammar is that of
/// `codex-rs/apply-patch`. Used for one patch.
final class PatchParser {

    private static final String BEGIN = "*** Begin Patch";
    private static final String END = "*** End Patch";
    private static final String ADD = "*** Add File:";
    private static final String DELETE = "*** Delete File:";
    private static final String UPDATE = "*** Update File:";
    private static final String MOVE = "*** Move to:";
    private static final String END_OF_FILE = "*** End of File";
    private static final Pattern UNIFIED = Pattern.compile("-\\d+(,\\d+)? \\+\\d+(,\\d+)? @@ ?(.*)");

    private final List<String> lines;
    private int at;

    private PatchParser(List<String> lines) {
        this.lines = lines;
    }

    static Patch parse(String text) throws ToolException {
        var lines = text.lines().toList();
        var begin = indexOf(lines, BEGIN);
        if (begin < 0) {
            throw ToolException.invalid(
                    "the patch has no line " + BEGIN + ". Begin with it, and end with " + END + ".");
        }
        var end = lines.size() - 1;
        while (end > begin && !lines.get(end).strip().equals(END)) {
            end--;
        }
        if (end == begin) {
            throw ToolException.invalid("the patch is cut off: it has no line " + END + ". Nothing was changed.");
        }
        var parser = new PatchParser(lines.subList(0, end));
        parser.requireWrapping(begin, lines.subList(end + 1, lines.size()));
        parser.at = begin + 1;
        return parser.sections();
    }

    private static int indexOf(List<String> lines, String mark) {
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(mark)) {
                return i;
            }
        }
        return -1;
    }

    /// Around the patch there may be one line of a heredoc or a code fence, nothing else.
    private void requireWrapping(int begin, List<String> after) throws ToolException {
        var head =
                lines.subList(0, begin).stream().filter(line -> !line.isBlank()).toList();
        var tail = after.stream().filter(line -> !line.isBlank()).toList();
        var wrapped = head.size() <= 1
                && tail.size() <= 1
                && head.stream().allMatch(line -> line.contains("<<") || line.startsWith("```"));
        if (!wrapped || (head.isEmpty() && !tail.isEmpty())) {
            throw ToolException.invalid(
                    "there is text around the patch; give nothing but the lines from " + BEGIN + " to " + END);
        }
    }

    private Patch sections() throws ToolException {
        var sections = new ArrayList<Patch.Section>();
        while (at < lines.size()) {
            var header = lines.get(at).strip();
            if (header.isEmpty()) {
                at++;
            } else {
                sections.add(section(header));
            }
        }
        if (sections.isEmpty()) {
            throw ToolException.invalid("the patch is empty");
        }
        return new Patch(sections);
    }

    private Patch.Section section(String header) throws ToolException {
        at++;
        var add = path(header, ADD);
        if (add != null) {
            return new Patch.Add(add, content());
        }
        var delete = path(header, DELETE);
        if (delete != null) {
            return new Patch.Delete(delete);
        }
        var update = path(header, UPDATE);
        if (update != null) {
            return update(update);
        }
        at--;
        throw wrong("is no header; there are " + ADD + " PATH, " + UPDATE + " PATH, " + DELETE + " PATH");
    }

    private static @Nullable String path(String line, String mark) {
        return line.startsWith(mark) ? line.substring(mark.length()).strip() : null;
    }

    private String content() throws ToolException {
        var content = new StringBuilder();
        while (at < lines.size() && !isMark()) {
            var line = lines.get(at);
            if (line.startsWith("+")) {
                content.append(line, 1, line.length()).append('\n');
            } else if (!line.isBlank()) {
                throw wrong("must begin with +, as every line of a new file");
            }
            at++;
        }
        return content.toString();
    }

    private Patch.Update update(String path) throws ToolException {
        var moveTo = at < lines.size() ? path(lines.get(at).strip(), MOVE) : null;
        if (moveTo != null) {
            at++;
        }
        var hunks = new ArrayList<Patch.Hunk>();
        skipBlankLines();
        while (at < lines.size() && !isMark()) {
            hunks.add(hunk());
            skipBlankLines();
        }
        if (hunks.isEmpty() && moveTo == null) {
            throw ToolException.invalid("the patch says nothing of what to change in " + path);
        }
        return new Patch.Update(path, moveTo, hunks);
    }

    private Patch.Hunk hunk() throws ToolException {
        var number = at + 1;
        var anchors = new ArrayList<String>();
        while (at < lines.size() && lines.get(at).startsWith("@@")) {
            var anchor = anchor(lines.get(at).substring(2));
            if (!anchor.isEmpty()) {
                anchors.add(anchor);
            }
            at++;
        }
        var changed = changedLines();
        var atEnd = at < lines.size() && lines.get(at).strip().equals(END_OF_FILE);
        if (atEnd) {
            at++;
        }
        if (changed.isEmpty()) {
            throw ToolException.invalid("line " + number + " of the patch begins a hunk without lines");
        }
        return new Patch.Hunk(anchors, changed, atEnd, number);
    }

    /// Line numbers of a unified diff are passed over: the lines themselves say where they belong.
    private static String anchor(String text) {
        var stripped = text.strip();
        var unified = UNIFIED.matcher(stripped);
        return unified.matches() ? unified.group(3).strip() : stripped.equals("@@") ? "" : stripped;
    }

    private List<Patch.Line> changedLines() throws ToolException {
        var changed = new ArrayList<Patch.Line>();
        while (at < lines.size() && !isMark() && !isHunkHeader()) {
            var line = lines.get(at);
            if (!line.startsWith("\\ No newline")) {
                changed.add(changedLine(line));
            }
            at++;
        }
        return changed;
    }

    private Patch.Line changedLine(String line) throws ToolException {
        if (line.isEmpty()) {
            return new Patch.Line(Patch.Kind.KEPT, "");
        }
        var text = line.substring(1);
        return switch (line.charAt(0)) {
            case ' ' -> new Patch.Line(Patch.Kind.KEPT, text);
            case '-' -> new Patch.Line(Patch.Kind.REMOVED, text);
            case '+' -> new Patch.Line(Patch.Kind.ADDED, text);
            default -> throw wrong("must begin with a blank (unchanged), - (removed) or + (added)");
        };
    }

    private boolean isHunkHeader() {
        return lines.get(at).startsWith("@@");
    }

    private boolean isMark() {
        return lines.get(at).startsWith("***");
    }

    private void skipBlankLines() {
        while (at < lines.size() && lines.get(at).isEmpty()) {
            at++;
        }
    }

    private ToolException wrong(String reason) {
        var line = lines.get(at);
        return ToolException.invalid("line " + (at + 1) + " of the patch " + reason + ": "
                + CleanText.oneLine(line.length() > 100 ? line.substring(0, 100) + "…" : line));
    }
}
