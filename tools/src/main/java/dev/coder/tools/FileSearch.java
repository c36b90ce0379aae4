package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Searches files for the lines that match. Passes over binary files, over those above [ProjectFile#MAX_BYTES], and
/// over
/// what can not be read. Used by many threads at once.
final class FileSearch {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\](){}*+?^$|]");
    private static final Pattern ANCHOR = Pattern.compile("[\\^$]|\\\\[Az]");

    private final Workspace workspace;
    private final Pattern pattern;
    private final Matches matches;
    private final Predicate<String> mayMatch;

    FileSearch(Workspace workspace, Pattern pattern, Matches matches) {
        this.workspace = workspace;
        this.pattern = pattern;
        this.matches = matches;
        this.mayMatch = mayMatch(pattern);
    }

    /// What tells quickly that a whole text has no line that matches.
    private static Predicate<String> mayMatch(Pattern pattern) {
        var source = pattern.pattern();
        if (!SPECIAL.matcher(source).find()) {
            return literal(source, pattern.flags()).asPredicate();
        }
        return ANCHOR.matcher(source).find()
                ? text -> true
                : text -> pattern.matcher(text).find();
    }

    /// For literal text the JDK is many times faster than RE2, and as safe.
    private static java.util.regex.Pattern literal(String text, int flags) {
        var ignoreCase = java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.UNICODE_CASE;
        return java.util.regex.Pattern.compile(
                text, java.util.regex.Pattern.LITERAL | ((flags & Pattern.CASE_INSENSITIVE) == 0 ? 0 : ignoreCase));
    }

    void searchAll(List<Path> files) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(files.stream().map(this::task).toList());
        }
    }

    private Callable<Void> task(Path file) {
        return () -> {
            search(file);
            return null;
        };
    }

    void search(Path file) {
        var text = textOf(file);
        if (!mayMatch.test(text)) {
            return;
        }
        var found = new ArrayList<Matches.Line>();
        var number = 0;
        for (var line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (pattern.matcher(line).find()) {
                found.add(new Matches.Line(number, Matches.cut(line)));
            }
        }
        matches.add(file, found);
    }

    private String textOf(Path file) {
        try {
            var content = new ProjectFile(workspace, file).bytes();
            var codec = TextCodec.of(content);
            return codec == null ? "" : codec.decode(content);
        } catch (IOException e) {
            return "";
        }
    }
}
