package dev.coder.e2e.harness;

import java.nio.file.Path;

/// The source tree under test.
public final class Checkout {

    private Checkout() {}

    public static Path root() {
        return Path.of(System.getProperty("coder.checkout", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /// What users start.
    public static Path launcher() {
        return root().resolve("coder");
    }
}
