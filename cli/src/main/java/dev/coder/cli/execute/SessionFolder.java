package dev.coder.cli.execute;

import dev.coder.cli.config.OwnFolder;
import dev.coder.cli.config.PrivateFiles;
import dev.coder.cli.config.ProcessLock;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.protocol.CallId;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `STATE/sessions/SESSION_ID/`: what the CLI keeps of one session. Nothing in it, nor on the way to it from the state
/// folder, may be a link.
public record SessionFolder(Path path) {

    private static final String LOCK = "lock";
    private static final Path CALLS = Path.of("calls");

    /// That of this session, whether it is there or not.
    public static SessionFolder of(StateFolder state, SessionId session) {
        return new SessionFolder(state.session(session));
    }

    /// The same, made when there is none.
    public static SessionFolder made(StateFolder state, SessionId session) throws IOException {
        var path = state.session(session);
        try {
            PrivateFiles.folder(state.path());
            OwnFolder.make(state.sessions());
            return new SessionFolder(OwnFolder.make(path));
        } catch (NotDirectoryException e) {
            throw new StopException(
                    ExitCode.USAGE,
                    e.getFile() + " is a link or a file, not a folder that Coder made; remove it: rm "
                            + OwnCommand.quoted(String.valueOf(e.getFile())),
                    e);
        }
    }

    public boolean exists() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    public Path journal() {
        return path.resolve(Journal.NAME);
    }

    /// What tools keep of this session.
    public Path tools() {
        return path.resolve("tools");
    }

    /// The right to run the session's calls on this machine.
    ///
    /// @return null when another process holds it
    public @Nullable ProcessLock tryLock() throws IOException {
        try (var folder = OwnFolder.ofSession(path)) {
            return ProcessLock.tryAcquire(folder.file(LOCK));
        }
    }

    /// @return null when another process still holds it after that time
    public @Nullable ProcessLock lock(Duration patience) throws IOException, InterruptedException {
        return ProcessLock.acquire(this::tryLock, patience);
    }

    /// The private folder of one call, made when there is none.
    Path scratch(CallId call) {
        try {
            OwnFolder.make(path.resolve(CALLS));
            return OwnFolder.make(scratchPath(call));
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder cannot be written: " + path, e);
        }
    }

    /// The same, as an earlier run of Coder left it.
    ///
    /// @return null when something in it was not made by that run: it is not to be read
    @Nullable
    Path scratchLeft(CallId call) {
        var scratch = scratch(call);
        return new LeftFiles(scratch, tools()).ours() ? scratch : null;
    }

    private Path scratchPath(CallId call) {
        return path.resolve(CALLS).resolve(call.value());
    }

    /// Once a turn has ended, nothing of its calls is asked for again.
    public void forgetCalls() {
        try (var folder = OwnFolder.ofSession(path)) {
            folder.deleteTree(CALLS);
        } catch (IOException e) {
            // What cannot be deleted stays; it is in nobody's way.
        }
    }

    /// All of it.
    ///
    /// @param state whose sessions it must be one of
    public void delete(StateFolder state) {
        if (!path.equals(path.normalize()) || !state.sessions().equals(path.getParent())) {
            throw new IllegalArgumentException(path + " is no folder of a session");
        }
        try (var sessions = OwnFolder.ofSessions(state.sessions())) {
            sessions.deleteTree(path.getFileName());
        } catch (IOException e) {
            // What cannot be deleted stays; it is in nobody's way.
        }
    }
}
