package dev.coder.tools;

import dev.coder.plugin.Workspace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is written down of a call that changes files before it begins, by which a later run can settle whether it
/// happened.
///
/// @param parts of what the call is about; no field is empty, and none holds a NUL, as no path does
record CallEvidence(Traces traces, Workspace workspace, List<List<String>> parts) {

    private static final String NEXT = "\0";
    private static final String NEXT_PART = "\0\0";

    static CallEvidence parse(String text) {
        var parts = Arrays.stream(text.split(NEXT_PART))
                .map(part -> List.of(part.split(NEXT)))
                .toList();
        var roots = parts.get(1).stream().map(Path::of).toList();
        return new CallEvidence(
                new Traces(parts.getFirst().getFirst()), new Workspace(roots), parts.subList(2, parts.size()));
    }

    @Override
    public String toString() {
        var roots = workspace.roots().stream().map(Path::toString).toList();
        return Stream.concat(Stream.of(List.of(traces.mark()), roots), parts.stream())
                .map(fields -> String.join(NEXT, fields))
                .collect(Collectors.joining(NEXT_PART));
    }

    ProjectFile file(String path) {
        return new ProjectFile(workspace, Path.of(path));
    }
}
