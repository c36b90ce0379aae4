package dev.coder.cli.render;

import com.github.difflib.DiffUtils;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/// Which characters of two versions of a line differ, word by word.
///
/// @param removed of the old line, by index
/// @param added   of the new line, by index
record WordDiff(BitSet removed, BitSet added) {

    private static final Pattern WORD = Pattern.compile("\\w+|\\s+|.");
    private static final int LONGEST = 600;
    private static final double ALIKE = 0.4;

    /// @return empty sets where the lines have so little in common that all of it differs
    static WordDiff of(String before, String after) {
        var result = new WordDiff(new BitSet(), new BitSet());
        if (before.length() > LONGEST || after.length() > LONGEST) {
            return result;
        }
        var old = words(before);
        var fresh = words(after);
        for (var delta : DiffUtils.diff(old, fresh).getDeltas()) {
            mark(old, delta.getSource().getPosition(), delta.getSource().size(), result.removed);
            mark(fresh, delta.getTarget().getPosition(), delta.getTarget().size(), result.added);
        }
        var differs = result.removed.cardinality() + result.added.cardinality();
        return differs <= (1 - ALIKE) * (before.length() + after.length())
                ? result
                : new WordDiff(new BitSet(), new BitSet());
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        for (var word = WORD.matcher(line); word.find(); ) {
            words.add(word.group());
        }
        return words;
    }

    private static void mark(List<String> words, int position, int count, BitSet differs) {
        var start = words.subList(0, position).stream().mapToInt(String::length).sum();
        var length = words.subList(position, position + count).stream()
                .mapToInt(String::length)
                .sum();
        differs.set(start, start + length);
    }
}
