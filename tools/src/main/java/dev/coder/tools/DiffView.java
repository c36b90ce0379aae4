package dev.coder.tools;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A unified diff as a person reads it: line numbers in front, changed words marked within the lines.
final class DiffView {

    private static final int MAX_CHARS = 40_000;
    private static final int MAX_LINES = 400;
    private static final int MAX_PAIR = 200;
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+(\\d+)(?:,\\d+)? @@.*");
    private static final DiffRowGenerator WORDS = DiffRowGenerator.create()
            .showInlineDiffs(true)
            .inlineDiffByWord(true)
            .mergeOriginalRevised(true)
            .lineNormalizer(line -> line)
            .oldTag(start -> start ? "[-" : "-]")
            .newTag(start -> start ? "{+" : "+}")
            .build();

    private final List<String> shown = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private int number;

    private DiffView() {}

    /// For the user: the first few hundred lines.
    static String of(String unified) {
        var view = new DiffView();
        unified.lines().limit(MAX_LINES).forEach(view::add);
        view.flush();
        return view.shown.stream().map(line -> CleanText.visible(line) + "\n").collect(Collectors.joining());
    }

    /// For the model: as it is, cut after a whole line when it is long.
    static String forModel(String unified) {
        var text = CleanText.visible(unified.stripTrailing());
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        var end = text.lastIndexOf('\n', MAX_CHARS);
        var shown = text.substring(0, end < 0 ? MAX_CHARS : end);
        var left = text.substring(shown.length()).lines().count() - (end < 0 ? 0 : 1);
        return shown + "\n[" + left + " more lines of this diff were left out; name single files]";
    }

    private void add(String line) {
        var hunk = HUNK.matcher(line);
        if (line.startsWith("-") && !line.startsWith("--- ")) {
            removed.add(line.substring(1));
        } else if (line.startsWith("+") && !line.startsWith("+++ ")) {
            added.add(line.substring(1));
        } else {
            flush();
            if (hunk.matches()) {
                number = Integer.parseInt(hunk.group(2));
                shown.add("  ⋮");
            } else if (line.startsWith(" ")) {
                shown.add("%5d   %s".formatted(number++, line.substring(1)));
            } else if (line.startsWith("+++ ") || line.startsWith("Binary files")) {
                shown.add(line);
            }
        }
    }

    private void flush() {
        if (removed.isEmpty() || added.isEmpty() || removed.size() + added.size() > MAX_PAIR) {
            removed.forEach(line -> shown.add("      - " + line));
            added.forEach(line -> shown.add("%5d + %s".formatted(number++, line)));
        } else {
            WORDS.generateDiffRows(removed, added).forEach(this::add);
        }
        removed.clear();
        added.clear();
    }

    private void add(DiffRow row) {
        switch (row.getTag()) {
            case DELETE -> shown.add("      - " + row.getOldLine());
            case INSERT -> shown.add("%5d + %s".formatted(number++, row.getNewLine()));
            case CHANGE -> shown.add("%5d ~ %s".formatted(number++, row.getOldLine()));
            case EQUAL -> shown.add("%5d   %s".formatted(number++, row.getOldLine()));
        }
    }
}
