/// What the CLI and the agent say to each other: records without behaviour, and [ProtocolJson], the one class that
/// knows JSON.
///
/// The wire itself is described in `docs/wire.md`.
@NullMarked
package dev.coder.protocol;

import org.jspecify.annotations.NullMarked;
