package dev.coder.cli;

import java.util.Objects;

/// Which Coder this is.
final class Version {

    /// As the jar's manifest says.
    static final String CURRENT =
            Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");

    private Version() {}
}
