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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Moves or renames a file, a link or a folder.
final class MoveFile implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.changing("move_file", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var source = given.text("source");
        var destination = given.text("destination");
        var overwrite = given.flag("overwrite");
        given.nothingElse();
        var entry = Entry.of(workspace, source);
        var target = new ProjectFile(workspace, Entry.place(workspace, destination));
        if (target.path().startsWith(entry.file().path())) {
            throw ToolException.invalid("destination is source itself, or lies in it");
        }
        return new Call(entry, target, overwrite, new Traces(UUID.randomUUID().toString()));
    }

    @Override
    public Recovered recover(String evidence, Path scratch) {
        return EntryEvidence.parse(evidence).settle();
    }

    private record Call(Entry entry, ProjectFile target, boolean overwrite, Traces traces) implements Invocation {

        @Override
        public String title() {
            return CleanText.oneLine("move " + entry.file().shown() + " to " + target.shown());
        }

        /// What is in a folder gets new paths, too, by which it may be judged otherwise.
        @Override
        public List<Effect> effects() {
            return Stream.concat(Stream.of(entry.file().path()), entry.inside().stream())
                    .flatMap(this::effects)
                    .toList();
        }

        private Stream<Effect> effects(Path path) {
            var there =
                    target.path().resolve(entry.file().path().relativize(path)).normalize();
            return Stream.of(new Effect.ReadFile(path), new Effect.DeleteFile(path), new Effect.WriteFile(there));
        }

        @Override
        public String evidence() throws ToolException {
            return EntryEvidence.of(traces, entry.file(), entry.present(), target)
                    .toString();
        }

        @Override
        public ToolOutput run(ToolContext context) throws ToolException {
            var isFolder = entry.present().isDirectory();
            try (var from = entry.file().parent();
                    var to = target.parentOrNew(traces, new ArrayList<>())) {
                entry.requireSame(from);
                move(from, to, isFolder);
                SeenFiles.of(context).moved(entry.file().path(), target.path());
                return ToolOutput.text("moved " + entry.file().shown() + " to " + target.shown());
            } catch (IOException e) {
                throw Failures.of(e, target.workspace(), target.path());
            }
        }

        private void move(Folder from, Folder to, boolean isFolder) throws IOException, ToolException {
            var there = to.attributes(target.name());
            if (there != null && there.isDirectory()) {
                throw ToolException.failed(target.shown() + " is a folder. Give the new path in full, such as "
                        + target.shown() + "/" + entry.file().name() + ".");
            }
            if (there != null && !overwrite) {
                throw ToolException.failed(target.shown() + " exists already. Choose another destination, or set "
                        + "overwrite if it may be lost.");
            }
            if (there == null && !isFolder) {
                claim(to);
            }
            rename(from, to, there == null);
        }

        /// Nobody else can take the name from now on without our noticing.
        private void claim(Folder to) throws IOException {
            try (var placeholder = to.create(target.name(), true)) {
                mark(placeholder, to);
            } catch (FileAlreadyExistsException e) {
                throw new FileSystemException(target.path().toString(), null, "another program made it meanwhile");
            }
        }

        private void mark(FileChannel placeholder, Folder to) throws IOException {
            try {
                placeholder.write(ByteBuffer.wrap(traces.mark().getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                to.deleteIfThere(target.name());
                throw e;
            }
        }

        private void rename(Folder from, Folder to, boolean claimed) throws IOException, ToolException {
            try {
                from.move(entry.file().name(), to, target.name());
                to.force();
                from.force();
            } catch (AtomicMoveNotSupportedException e) {
                throw ToolException.failed(target.shown() + " lies on another file system. Use run_command with mv.");
            } finally {
                if (claimed && EntryEvidence.isUnmoved(from, entry)) {
                    to.deleteIfThere(target.name());
                }
            }
        }
    }
}
