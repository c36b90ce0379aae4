package dev.coder.tools;

import dev.coder.plugin.Recovered;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.ToolOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What is written down of a change set before it begins: what each file holds before and will hold after, by hash.
/// Settles after a crash whether the change took place, and puts back what had begun.
record ChangeEvidence(Workspace workspace, Traces traces, List<Entry> entries) {

    /// @param before [ContentHash], as is after
    record Entry(ProjectFile file, String before, String after) {

        private List<String> fields() {
            return List.of(file.path().toString(), before, after);
        }

        private State state() throws IOException {
            var now = ContentHash.of(file.bytesIfThere());
            return now.equals(after) ? State.NEW : now.equals(before) ? State.OLD : State.OTHER;
        }
    }

    private enum State {
        OLD,
        NEW,
        OTHER
    }

    static ChangeEvidence of(ChangeSet changes) {
        var entries = changes.changes().stream()
                .map(change ->
                        new Entry(change.file(), ContentHash.of(change.before()), ContentHash.of(change.after())))
                .toList();
        return new ChangeEvidence(changes.changes().getFirst().file().workspace(), changes.traces(), entries);
    }

    static ChangeEvidence parse(String text) {
        var evidence = CallEvidence.parse(text);
        var entries = evidence.parts().stream()
                .map(part -> new Entry(evidence.file(part.get(0)), part.get(1), part.get(2)))
                .toList();
        return new ChangeEvidence(evidence.workspace(), evidence.traces(), entries);
    }

    @Override
    public String toString() {
        return new CallEvidence(
                        traces, workspace, entries.stream().map(Entry::fields).toList())
                .toString();
    }

    /// Compares the files as they are with the evidence, and takes away what the crash left. A change that took
    /// place
    /// in some of the files only is taken back.
    Recovered settle() {
        try {
            var states = states();
            if (states.contains(State.OLD) && states.contains(State.NEW) && !states.contains(State.OTHER)) {
                for (var i = 0; i < entries.size(); i++) {
                    putBack(i);
                }
                states = states();
            }
            removeTraces();
            if (states.stream().allMatch(State.NEW::equals)) {
                return new Recovered.Done(ToolOutput.text("done: " + shown() + " changed as wanted"));
            }
            return states.stream().allMatch(State.OLD::equals) ? new Recovered.NotDone() : new Recovered.Unknown();
        } catch (IOException e) {
            return new Recovered.Unknown();
        }
    }

    private List<State> states() throws IOException {
        var states = new State[entries.size()];
        for (var i = 0; i < states.length; i++) {
            states[i] = entries.get(i).state();
        }
        return List.of(states);
    }

    private void putBack(int index) throws IOException {
        var entry = entries.get(index);
        if (entry.state() == State.OLD) {
            return;
        }
        try (var folder = entry.file().parent()) {
            if (entry.before().equals(ContentHash.ABSENT)) {
                folder.delete(entry.file().name());
            } else if (isSaved(entry, index)) {
                folder.move(traces.old(index), folder, entry.file().name());
            }
        }
    }

    private boolean isSaved(Entry entry, int index) throws IOException {
        var path = entry.file().path().resolveSibling(traces.old(index));
        var saved = new ProjectFile(workspace, path).bytesIfThere();
        return ContentHash.of(saved).equals(entry.before());
    }

    private void removeTraces() throws IOException {
        for (var i = 0; i < entries.size(); i++) {
            entries.get(i).file().removeBeside(traces.fresh(i), traces.old(i));
        }
        for (var anchor : anchors()) {
            try (var folder = Folder.open(anchor)) {
                folder.deleteFolderIfThere(traces.folder());
            }
        }
    }

    private List<Path> anchors() throws IOException {
        var anchors = new Path[entries.size()];
        for (var i = 0; i < anchors.length; i++) {
            anchors[i] = entries.get(i).file().anchor();
        }
        return Arrays.stream(anchors).distinct().toList();
    }

    private String shown() {
        return entries.stream().map(entry -> entry.file().shown()).collect(Collectors.joining(", "));
    }
}
