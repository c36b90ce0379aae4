package dev.coder.cli.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A file that one process at a time may hold, such as the right to run a session's calls on this machine. The
/// operating
/// system gives it back when the process dies.
public final class ProcessLock implements AutoCloseable {

    private static final long POLL_MILLIS = 20;

    private final FileChannel file;

    private ProcessLock(FileChannel file) {
        this.file = file;
    }

    /// @return null when another process holds it
    public static @Nullable ProcessLock tryAcquire(Path path) throws IOException {
        return tryAcquire(PrivateFiles.open(path));
    }

    /// @param file of the lock, which closes it
    /// @return null when another process holds it
    public static @Nullable ProcessLock tryAcquire(FileChannel file) throws IOException {
        if (locked(file)) {
            return new ProcessLock(file);
        }
        file.close();
        return null;
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /// @return null when another process still holds it after that time
    public static @Nullable ProcessLock acquire(Path path, Duration patience) throws IOException, InterruptedException {
        return acquire(() -> tryAcquire(path), patience);
    }

    /// One attempt to get a lock.
    @FunctionalInterface
    public interface Attempt {
        @Nullable
        ProcessLock make() throws IOException;
    }

    /// @return null when no attempt within that time got it
    public static @Nullable ProcessLock acquire(Attempt attempt, Duration patience)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        var lock = attempt.make();
        while (lock == null && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            lock = attempt.make();
        }
        return lock;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
