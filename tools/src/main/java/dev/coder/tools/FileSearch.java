package dev.coder.tools;

import com.google.re2j.Pattern;
import dev.coder.plugin.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Searches files for the lines that match. Passes over binary files, over those above [ProjectFile#MAX_BYTES], and
/// over
/// what can not be read. Used by many threads at once.
record FileSearch(Workspace workspace, Pattern pattern, Matches matches) {

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
        if (hasNoAnchor() && !pattern.matcher(text).find()) {
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

    /// Without one, what matches in a line matches in the whole text.
    private boolean hasNoAnchor() {
        var source = pattern.pattern();
        return !source.contains("^") && !source.contains("$") && !source.contains("\\A") && !source.contains("\\z");
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
