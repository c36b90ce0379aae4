package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolOutput;
import dev.coder.protocol.ToolSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Deletes a file, a link, or a folder with all that is in it.
final class DeleteFile implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.changing("delete_file", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var path = given.text("path");
        var recursive = given.flag("recursive");
        var note = given.formerly("confirm", "the user's policy says whether they are asked");
        given.nothingElse();
        return new Call(
                Entry.of(workspace, path),
                new Wish(recursive, note),
                new Traces(UUID.randomUUID().toString()));
    }

    @Override
    public Recovered recover(String evidence, Path scratch) {
        return EntryEvidence.parse(evidence).settle();
    }

    /// @param note for the model
    private record Wish(boolean recursive, String note) {}

    private record Call(Entry entry, Wish wish, Traces traces) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("delete " + entry.file().shown() + all());
        }

        private String all() {
            return entry.inside().isEmpty() ? "" : " and the " + entry.inside().size() + " entries in it";
        }

        @Override
        public List<Effect> effects() {
            return Stream.concat(Stream.of(entry.file().path()), entry.inside().stream())
                    .<Effect>map(Effect.DeleteFile::new)
                    .toList();
        }

        @Override
        public String evidence() throws ToolException {
            return EntryEvidence.of(traces, entry.file(), present(), null).toString();
        }

        private PosixFileAttributes present() throws ToolException {
            var attributes = entry.present();
            if (!entry.inside().isEmpty() && !wish.recursive()) {
                throw ToolException.failed(entry.file().shown() + " is a folder with "
                        + entry.inside().size() + " entries. Set recursive to delete them all.");
            }
            return attributes;
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            present();
            var file = entry.file();
            try (var folder = file.parent()) {
                entry.requireSame(folder);
                folder.move(file.name(), folder, traces.old(0));
                SeenFiles.of(context).forgetAll(file.path());
                delete(folder);
                return ToolOutput.text("deleted " + file.shown() + all() + wish.note());
            } catch (IOException e) {
                throw Failures.of(e, file.workspace(), file.path());
            }
        }

        /// At its own name it is gone at once; what can not be deleted comes back.
        private void delete(Folder folder) throws IOException, ToolException {
            try {
                folder.deleteTree(traces.old(0));
            } catch (IOException e) {
                folder.move(traces.old(0), folder, entry.file().name());
                throw ToolException.failed(entry.file().shown() + " could be deleted in part only: " + e.getMessage()
                        + ". What is left is where it was: look at it with list_directory.");
            }
        }
    }
}
