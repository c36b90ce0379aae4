package dev.coder.cli.secrets;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes a value when it is first asked for, once. Thread-safe.
final class Once<T> implements Supplier<T> {

    private final Supplier<T> making;
    private volatile @Nullable T value;

    Once(Supplier<T> making) {
        this.making = making;
    }

    @Override
    public T get() {
        var made = value;
        return made == null ? make() : made;
    }

    private synchronized T make() {
        var made = value;
        if (made == null) {
            made = making.get();
            value = made;
        }
        return made;
    }
}
