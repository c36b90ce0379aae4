/// The user's side: commands, the conversation, the executor.
@NullMarked
package dev.coder.cli;

import org.jspecify.annotations.NullMarked;
