package dev.coder.cli.project;

import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.execute.Toolbox;
import dev.coder.plugin.CommandLauncher;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.ToolSession;
import dev.coder.plugin.UserQuestion;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.MalformedJsonException;
import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.Sha256;
import io.avaje.jsonb.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds out what a project is, by the tool `project_context`. What was found is kept in `STATE/facts` for as long as
/// nothing that was looked at changes.
///
/// @param mayRead which files may be looked into
public record Detection(StateFolder state, Toolbox tools, Predicate<Path> mayRead) {

    private static final String TOOL = "project_context";

    /// @param stamp of all that was looked at
    @Json
    record Kept(String stamp, Detected detected) {}

    /// @return nothing known, where the folder cannot be looked at
    public Detected of(Path root) throws InterruptedException {
        var file = state.path()
                .resolve("facts")
                .resolve(Sha256.hex(root.toString()).substring(0, 32) + ".json");
        var kept = kept(file);
        if (kept.isPresent()) {
            return kept.get();
        }
        var detected = detected(root);
        keep(file, detected);
        return detected;
    }

    private Optional<Detected> kept(Path file) {
        try {
            var kept = ProtocolJson.read(Kept.class, Files.readAllBytes(file));
            return kept.stamp().equals(stamp(kept.detected())) ? Optional.of(kept.detected()) : Optional.empty();
        } catch (IOException | MalformedJsonException | NullPointerException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void keep(Path file, Detected detected) {
        try {
            PrivateFiles.folder(file.resolveSibling(""));
            PrivateFiles.replace(file, ProtocolJson.writeBytes(new Kept(stamp(detected), detected)));
        } catch (IOException e) {
            // it is found out again the next time
        }
    }

    /// Says nothing of files that may not be read any more: those are not in it, or their folder has changed.
    private static String stamp(Detected detected) {
        var stamp = new StringBuilder("1");
        for (var path : detected.looked()) {
            stamp.append('\n').append(path).append(' ').append(modified(Path.of(path)));
        }
        return Sha256.hex(stamp.toString());
    }

    private static String modified(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toString();
        } catch (IOException e) {
            return "-";
        }
    }

    private Detected detected(Path root) throws InterruptedException {
        var nothing = new Detected(root.toString(), List.of(), List.of(), List.of());
        var tool = tools.find(TOOL);
        if (tool == null) {
            return nothing;
        }
        try {
            var workspace = new Workspace(List.of(root));
            var call = tool.prepare(new RawJson("{\"action\":\"describe\"}"), workspace);
            return ProtocolJson.read(
                    Detected.class, call.run(new Context(workspace)).text());
        } catch (ToolException | MalformedJsonException e) {
            return nothing;
        }
    }

    /// Enough to look at folders, and no more.
    private final class Context implements ToolContext {

        private final Workspace workspace;

        Context(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Workspace workspace() {
            return workspace;
        }

        @Override
        public boolean mayRead(Path file) {
            return mayRead.test(file);
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Path scratch() {
            throw new UnsupportedOperationException("nothing is written");
        }

        @Override
        public void progress(String text) {
            // nobody watches
        }

        @Override
        public ToolSession session() {
            throw new UnsupportedOperationException("there is no session yet");
        }

        @Override
        public Optional<String> ask(UserQuestion question) {
            return Optional.empty();
        }

        @Override
        public CommandLauncher launcher() {
            throw new UnsupportedOperationException("nothing is run");
        }
    }
}
