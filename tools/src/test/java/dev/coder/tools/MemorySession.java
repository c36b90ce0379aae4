package dev.coder.tools;

import dev.coder.plugin.ToolSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A session that lasts as long as its test.
final class MemorySession implements ToolSession, AutoCloseable {

    private final Path folder;
    private final Map<Class<?>, AutoCloseable> held = new ConcurrentHashMap<>();

    MemorySession(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path workspaceFolder() {
        return folder;
    }

    @Override
    public <T extends AutoCloseable> T hold(Class<T> type, Function<ToolSession, T> make) {
        return type.cast(held.computeIfAbsent(type, _ -> make.apply(this)));
    }

    @Override
    public void close() {
        for (var resource : held.values()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new AssertionError("a tool did not clean up", e);
            }
        }
    }
}
