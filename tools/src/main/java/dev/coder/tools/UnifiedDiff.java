package dev.coder.tools;

import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.PreviewLine.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// The difference of two texts: what `diff -u` shows, as data. A line ends at its line feed only.
final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final String NO_LINE_END = "\\ No newline at end of file";

    private final Side old;
    private final Side fresh;
    private final List<PreviewLine> lines = new ArrayList<>();

    private UnifiedDiff(Side old, Side fresh) {
        this.old = old;
        this.fresh = fresh;
    }

    /// @param unended whether the last line has no line feed
    private record Side(List<String> lines, boolean unended) {

        static Side of(String text) {
            return new Side(PreviewLine.split(text), !text.isEmpty() && !text.endsWith("\n"));
        }

        int size() {
            return lines.size();
        }

        boolean endsAt(int index) {
            return unended && index == lines.size() - 1;
        }
    }

    static List<PreviewLine> of(String before, String after) {
        var diff = new UnifiedDiff(Side.of(before), Side.of(after));
        var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, raw(before), raw(after));
        for (var from = 0; from < edits.size(); ) {
            var to = from + 1;
            while (to < edits.size()
                    && edits.get(to).getBeginA() - edits.get(to - 1).getEndA() <= 2 * CONTEXT) {
                to++;
            }
            diff.hunk(edits.subList(from, to));
            from = to;
        }
        return diff.lines;
    }

    private static RawText raw(String text) {
        return new RawText(text.getBytes(StandardCharsets.UTF_8));
    }

    private void hunk(List<Edit> edits) {
        var a = Math.max(0, edits.getFirst().getBeginA() - CONTEXT);
        var b = Math.max(0, edits.getFirst().getBeginB() - CONTEXT);
        var endA = Math.min(old.size(), edits.getLast().getEndA() + CONTEXT);
        var endB = Math.min(fresh.size(), edits.getLast().getEndB() + CONTEXT);
        lines.add(new PreviewLine(Kind.HUNK, 0, "@@ -" + range(a, endA) + " +" + range(b, endB) + " @@"));
        for (var edit : edits) {
            context(edit.getBeginA(), edit.getBeginB(), edit.getBeginA() - a);
            add(Kind.REMOVED, old, edit.getBeginA(), edit.getEndA());
            add(Kind.ADDED, fresh, edit.getBeginB(), edit.getEndB());
            a = edit.getEndA();
        }
        context(endA, endB, endA - a);
    }

    private static String range(int from, int to) {
        return to - from == 1 ? Integer.toString(to) : (to == from ? from : from + 1) + "," + (to - from);
    }

    /// The lines before two places, which are the same in both texts.
    private void context(int endA, int endB, int count) {
        for (var i = count; i > 0; i--) {
            lines.add(new PreviewLine(Kind.CONTEXT, endB - i + 1, old.lines().get(endA - i)));
            remark(old, endA - i);
        }
    }

    private void add(Kind kind, Side side, int from, int to) {
        for (var i = from; i < to; i++) {
            lines.add(new PreviewLine(kind, i + 1, side.lines().get(i)));
            remark(side, i);
        }
    }

    private void remark(Side side, int index) {
        if (side.endsAt(index)) {
            lines.add(new PreviewLine(Kind.REMARK, 0, NO_LINE_END));
        }
    }
}
