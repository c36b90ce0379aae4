package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Searches files for the lines that match. Passes over binary files, over those above [ProjectFile#MAX_BYTES], and
/// over
/// what can not be read. Used by many threads at once.
final class FileSearch {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\](){}*+?^$|]");
    private static final Pattern ANCHOR = Pattern.compile("[\\^$]|\\\\[AzbB]");

    /// How many files of one folder one thread takes.
    private static final int PART = 50;

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
        var required = RequiredText.of(source);
        if (required != null) {
            return literal(required, pattern.flags()).asPredicate();
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
            threads.invokeAll(files.stream().collect(Collectors.groupingBy(Path::getParent)).values().stream()
                    .flatMap(FileSearch::parts)
                    .map(this::task)
                    .toList());
        }
    }

    private static Stream<List<Path>> parts(List<Path> files) {
        return IntStream.iterate(0, start -> start < files.size(), start -> start + PART)
                .mapToObj(start -> files.subList(start, Math.min(files.size(), start + PART)));
    }

    private Callable<Void> task(List<Path> siblings) {
        return () -> {
            try (var folder = new ProjectFile(workspace, siblings.getFirst()).parent()) {
                for (var file : siblings) {
                    search(folder, file);
                }
            } catch (IOException e) {
                // a folder that is gone: there is nothing to find in it
            }
            return null;
        };
    }

    private void search(Folder folder, Path file) {
        var text = textOf(folder, file);
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
    private String textOf(Folder folder, Path file) {
        var name = file.getFileName();
        try {
            var attributes = folder.attributes(name);
            return attributes != null && attributes.isRegularFile() ? textOf(file, folder.read(name)) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private String textOf(Path file, SeekableByteChannel opened) throws IOException {
        try (var channel = opened) {
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
