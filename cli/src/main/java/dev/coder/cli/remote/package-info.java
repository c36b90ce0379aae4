/// The agent as the CLI sees it, near or far: requests, event streams, and how both survive a broken line.
@NullMarked
package dev.coder.cli.remote;

import org.jspecify.annotations.NullMarked;
