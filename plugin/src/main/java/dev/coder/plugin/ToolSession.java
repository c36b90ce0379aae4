package dev.coder.plugin;

import java.nio.file.Path;
import java.util.function.Function;

/// What one session has on this machine between its calls. Thread-safe.
public interface ToolSession {

    /// A private folder (0700) of this session; it outlives this run of Coder.
    Path folder();

    /// A private folder (0700) that all sessions of the same workspace share, such as for the work context.
    Path workspaceFolder();

    /// Whether the user writes the calls, and no model: nothing has to be shown to them before they change it.
    default boolean byHand() {
        return false;
    }

    /// The one object of this type in this session, made at its first use. It is closed when this run of
    /// Coder leaves the session: whatever it holds, such as a running process, ends then at the latest.
    <T extends AutoCloseable> T hold(Class<T> type, Function<ToolSession, T> make);
}
