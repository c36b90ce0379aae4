package dev.coder.cli;

import dev.coder.plugin.Sandbox;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/// The sandboxes of this machine.
final class Sandboxes {

    private Sandboxes() {}

    /// All that this build knows, the best first.
    static List<Sandbox> all() {
        return ServiceLoader.load(Sandbox.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /// The first one that works.
    static Optional<Sandbox> working() {
        return all().stream().filter(Sandbox::works).findFirst();
    }

    /// What the user can do to get one; ends without a full stop.
    static String advice() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                ? "install bubblewrap (such as: apt install bubblewrap) and allow user namespaces"
                : "there is one for Linux (bubblewrap) and macOS (sandbox-exec) only";
    }
}
