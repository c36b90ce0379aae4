package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Searches files for the lines that match. Passes over binary files, over those above [ProjectFile#MAX_BYTES], and
/// over
/// what can not be read. Used by many threads at once.
final class FileSearch {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\](){}*+?^$|]");
    private static final Pattern ANCHOR = Pattern.compile("[\\^$]|\\\\[AzbB]");

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
        var start = 0;
        while (start < text.length()) {
            var next = text.indexOf('\n', start);
            var end = next < 0 ? text.length() : next;
            var line = text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
            number++;
            if (pattern.matcher(line).find()) {
                found.add(new Matches.Line(number, Matches.cut(line)));
            }
            start = end + 1;
        }
        matches.add(file, found);
    }

    /// Empty for what is not searched.
    private String textOf(Path file) {
        try (var channel = new ProjectFile(workspace, file).open()) {
            if (channel.size() > ProjectFile.MAX_BYTES) {
                matches.passOver(Matches.Reason.LARGE, file);
                return "";
            }
            var in = Channels.newInputStream(channel);
            var head = in.readNBytes(TextCodec.SNIFFED);
            if (head.length < TextCodec.SNIFFED) {
                return decoded(head);
            }
            return TextCodec.ofStart(head) == null ? "" : decoded(joined(head, in.readAllBytes()));
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] joined(byte[] head, byte[] rest) {
        var all = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, all, head.length, rest.length);
        return all;
    }

    private static String decoded(byte[] content) {
        var codec = TextCodec.of(content);
        return codec == null ? "" : codec.decode(content);
    }
}
