package dev.coder.tools;

import java.nio.file.Path;

/// The names of what a change puts beside files while it happens, by which a later run can find and take away what a
/// crash left.
///
/// @param mark of one call, unlike any other
record Traces(String mark) {

    /// New content on its way to its place.
    Path fresh(int index) {
        return Path.of(".coder-" + mark + "-" + index + ".tmp");
    }

    /// What was there, until the whole change stands.
    Path old(int index) {
        return Path.of(".coder-" + mark + "-" + index + ".old");
    }

    /// A folder on its way to its place.
    Path folder() {
        return Path.of(".coder-" + mark + ".dir");
    }
}
