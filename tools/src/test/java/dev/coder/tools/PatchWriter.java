package dev.coder.tools;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/// Writes the patch from one text to another, as a model would.
record PatchWriter(List<String> before, List<String> after) {

    /// The lines of each hunk.
    ///
    /// @param context how many unchanged lines are around each change at most; hunks never share lines
    List<List<String>> hunks(int context) {
        var hunks = new ArrayList<List<String>>();
        var deltas = DiffUtils.diff(before, after).getDeltas();
        var from = 0;
        for (var i = 0; i < deltas.size(); i++) {
            var delta = deltas.get(i);
            var next = i + 1 < deltas.size() ? deltas.get(i + 1).getSource().getPosition() : before.size();
            var end = end(delta);
            var to = Math.min(end + context, i + 1 < deltas.size() ? (end + next) / 2 : next);
            hunks.add(hunk(delta, Math.max(from, delta.getSource().getPosition() - context), to));
            from = to;
        }
        return hunks;
    }

    private List<String> hunk(AbstractDelta<String> delta, int from, int to) {
        var lines = new ArrayList<String>();
        before.subList(from, delta.getSource().getPosition()).forEach(line -> lines.add(" " + line));
        delta.getSource().getLines().forEach(line -> lines.add("-" + line));
        delta.getTarget().getLines().forEach(line -> lines.add("+" + line));
        before.subList(end(delta), to).forEach(line -> lines.add(" " + line));
        return lines;
    }

    private static int end(AbstractDelta<String> delta) {
        return delta.getSource().getPosition() + delta.getSource().size();
    }
}
