package dev.coder.cli.project;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A project that the user may call by its name.
///
/// @param root     resolved
/// @param added    whether the user named it, and it was not found by `projectPaths`
/// @param lastUsed empty: never, as far as is known
public record KnownProject(String name, Path root, boolean added, Optional<Instant> lastUsed) {}
