package dev.coder.tools;

import java.util.HashSet;
import java.util.Set;

/// How alike two short texts are: 1 for equal ones, 0 for texts without a common pair of letters (Sørensen-Dice).
final class Similarity {

    private Similarity() {}

    static double of(String one, String other) {
        if (one.equals(other)) {
            return 1;
        }
        var pairs = pairs(one);
        var others = pairs(other);
        var all = pairs.size() + others.size();
        pairs.retainAll(others);
        return all == 0 ? 0 : 2.0 * pairs.size() / all;
    }

    private static Set<Integer> pairs(String text) {
        var pairs = new HashSet<Integer>();
        for (var i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.charAt(i) << 16 | text.charAt(i + 1));
        }
        return pairs;
    }
}
