package dev.coder.cli.secrets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds all keywords in one pass over a text, in any case of ASCII letters: the automaton of Aho and Corasick
/// ("Efficient string matching", 1975) as one table. Thread-safe.
final class KeywordScan {

    /// Is told of every place at which a keyword stands.
    @FunctionalInterface
    interface Hits {
        void hit(int keyword, int end);
    }

    private static final int ASCII = 128;

    private final byte[] columns = new byte[ASCII];
    private final int width;
    private int[] next;
    private int[][] ending;
    private int states = 1;

    /// @param keywords in small letters, ASCII; an empty one is never found
    KeywordScan(List<String> keywords) {
        var used = 1;
        for (var keyword : keywords) {
            for (var i = 0; i < keyword.length(); i++) {
                if (columns[keyword.charAt(i)] == 0) {
                    columns[keyword.charAt(i)] = (byte) used++;
                }
            }
        }
        for (var c = 'a'; c <= 'z'; c++) {
            columns[c - 'a' + 'A'] = columns[c];
        }
        width = used;
        next = new int[width];
        ending = new int[1][0];
        for (var i = 0; i < keywords.size(); i++) {
            if (!keywords.get(i).isEmpty()) {
                enter(keywords.get(i), i);
            }
        }
        link();
    }

    private void enter(String keyword, int number) {
        var state = 0;
        for (var i = 0; i < keyword.length(); i++) {
            var cell = state * width + columns[keyword.charAt(i)];
            if (next[cell] == 0) {
                next = room(next, (states + 1) * width);
                next[cell] = states++;
            }
            state = next[cell];
        }
        if (ending.length < states) {
            var grown = Arrays.copyOf(ending, states * 2);
            Arrays.fill(grown, ending.length, grown.length, new int[0]);
            ending = grown;
        }
        ending[state] = plus(ending[state], number);
    }

    private static int[] room(int[] cells, int needed) {
        return needed <= cells.length ? cells : Arrays.copyOf(cells, needed * 2);
    }

    private static int[] plus(int[] numbers, int... more) {
        var all = Arrays.copyOf(numbers, numbers.length + more.length);
        System.arraycopy(more, 0, all, numbers.length, more.length);
        return all;
    }

    /// Fills in where to go on when the present keyword does not.
    private void link() {
        next = Arrays.copyOf(next, states * width);
        ending = Arrays.copyOf(ending, states);
        for (var state = 0; state < states; state++) {
            ending[state] = ending[state] == null ? new int[0] : ending[state];
        }
        var fallback = new int[states];
        var queue = new ArrayDeque<>(children(0));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            queue.addAll(children(state));
            ending[state] = plus(ending[state], ending[fallback[state]]);
            for (var column = 0; column < width; column++) {
                var elsewhere = next[fallback[state] * width + column];
                var cell = state * width + column;
                if (next[cell] == 0) {
                    next[cell] = elsewhere;
                } else {
                    fallback[next[cell]] = elsewhere;
                }
            }
        }
    }

    private List<Integer> children(int state) {
        var found = new ArrayList<Integer>();
        for (var column = 0; column < width; column++) {
            var child = next[state * width + column];
            if (child != 0) {
                found.add(child);
            }
        }
        return found;
    }

    void scan(String text, Hits hits) {
        var state = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            state = next[state * width + (c < ASCII ? columns[c] : 0)];
            if (ending[state].length > 0) {
                for (var keyword : ending[state]) {
                    hits.hit(keyword, i + 1);
                }
            }
        }
    }
}
