package dev.coder.cli.execute;

import dev.coder.cli.config.OwnFolder;
import dev.coder.cli.config.PrivateFiles;
import dev.coder.plugin.ToolSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What the tools keep between the calls of one session, until this run of Coder leaves it. Thread-safe.
public final class SessionResources implements ToolSession, AutoCloseable {

    private final Path folder;
    private final Path workspaceFolder;
    private final Map<Class<?>, AutoCloseable> held = new LinkedHashMap<>();
    private final boolean byHand;
    private boolean closed;

    /// @param folder          of the session
    /// @param workspaceFolder of all sessions of the workspace
    public SessionResources(Path folder, Path workspaceFolder) {
        this(folder, workspaceFolder, false);
    }

    private SessionResources(Path folder, Path workspaceFolder, boolean byHand) {
        this.folder = folder;
        this.workspaceFolder = workspaceFolder;
        this.byHand = byHand;
    }

    /// Those of a session in which the user writes the calls.
    public static SessionResources byHand(Path folder, Path workspaceFolder) {
        return new SessionResources(folder, workspaceFolder, true);
    }

    @Override
    public boolean byHand() {
        return byHand;
    }

    @Override
    public Path folder() {
        return made(folder);
    }

    @Override
    public Path workspaceFolder() {
        return made(workspaceFolder);
    }

    private static Path made(Path folder) {
        try {
            PrivateFiles.folder(folder.resolveSibling(""));
            return OwnFolder.make(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder cannot be written: " + folder, e);
        }
    }

    @Override
    public synchronized <T extends AutoCloseable> T hold(Class<T> type, Function<ToolSession, T> make) {
        if (closed) {
            throw new IllegalStateException("the session was left");
        }
        return type.cast(held.computeIfAbsent(type, _ -> make.apply(this)));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        IOException failure = null;
        for (var resource : held.values()) {
            try {
                resource.close();
            } catch (Exception e) {
                failure = failure == null ? new IOException("a tool did not clean up", e) : failure;
            }
        }
        held.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
