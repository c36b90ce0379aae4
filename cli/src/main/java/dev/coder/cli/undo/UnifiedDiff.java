package dev.coder.cli.undo;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Changes, as a person reads them: unified, binary files named.
final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final int LIMIT = 1 << 20;
    private static final int LOOKED_AT = 8000;
    private static final String UNENDED = "\n\\ No newline at end of file";

    /// What is in a file, if lines are in it.
    private sealed interface Content {
        record Lines(List<String> lines) implements Content {}

        /// @param what such as "binary, 20 bytes"
        record Opaque(String what) implements Content {}
    }

    /// How many lines came and went; none of either for what has no lines.
    record Count(int added, int removed) {}

    private final Roots roots;
    private final ContentStore contents;

    UnifiedDiff(Roots roots, ContentStore contents) {
        this.roots = roots;
        this.contents = contents;
    }

    Count count(Change change) {
        if (!(content(change.before()) instanceof Content.Lines(var before))
                || !(content(change.after()) instanceof Content.Lines(var after))) {
            return new Count(0, 0);
        }
        var added = 0;
        var removed = 0;
        for (var delta : DiffUtils.diff(before, after).getDeltas()) {
            added += delta.getTarget().size();
            removed += delta.getSource().size();
        }
        return new Count(added, removed);
    }

    /// Its lines, for the screen.
    List<String> lines(Change change) {
        var name = roots.shown(change.key());
        var lines = new ArrayList<>(heading(change, name));
        var before = content(change.before());
        var after = content(change.after());
        if (before instanceof Content.Lines(var old) && after instanceof Content.Lines(var present)) {
            var from = change.before() instanceof Entry.Absent ? "/dev/null" : "a/" + name;
            var to = change.after() instanceof Entry.Absent ? "/dev/null" : "b/" + name;
            UnifiedDiffUtils.generateUnifiedDiff(from, to, old, DiffUtils.diff(old, present), CONTEXT)
                    .forEach(line -> lines.addAll(List.of(line.split("\n", -1))));
        } else {
            lines.add("  " + word(before) + " -> " + word(after));
        }
        return lines;
    }

    private static String word(Content content) {
        return switch (content) {
            case Content.Lines(var lines) -> lines.isEmpty() ? "nothing" : lines.size() + " lines";
            case Content.Opaque(var what) -> what;
        };
    }

    private static List<String> heading(Change change, String name) {
        var heading = new ArrayList<String>();
        heading.add("diff " + name);
        var before = word(change.before());
        var after = word(change.after());
        if (change.before() instanceof Entry.Absent) {
            heading.add("new " + after);
        } else if (change.after() instanceof Entry.Absent) {
            heading.add("deleted " + before);
        } else if (!before.equals(after)) {
            heading.add(before + " -> " + after);
        }
        return heading;
    }

    /// Its kind and mode.
    static String word(Entry entry) {
        return switch (entry) {
            case Entry.Absent() -> "nothing";
            case Entry.Folder(var mode) -> "folder, mode " + Integer.toOctalString(mode);
            case Entry.File(var mode, var _, var _) -> "file, mode " + Integer.toOctalString(mode);
            case Entry.Link(var target) -> "link to " + RawName.shown(target);
            case Entry.LeftOut(var why, var _) -> "not kept: " + why;
        };
    }

    private Content content(Entry entry) {
        return switch (entry) {
            case Entry.Absent _, Entry.Folder _, Entry.Link _, Entry.LeftOut _ -> new Content.Lines(List.of());
            case Entry.File(var _, var size, var _)
            when size > LIMIT -> new Content.Opaque("large, " + size + " bytes");
            case Entry.File(var _, var size, var digest) -> {
                try {
                    yield content(contents.content(digest));
                } catch (IOException e) {
                    yield new Content.Opaque(size + " bytes (" + Reasons.of(e) + ")");
                }
            }
        };
    }

    private static Content content(byte[] bytes) {
        for (var i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
            if (bytes[i] == 0) {
                return new Content.Opaque("binary, " + bytes.length + " bytes");
            }
        }
        return new Content.Lines(lines(text(bytes)));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        var last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + UNENDED);
        }
        return lines;
    }
}
