/// The turn: a fold over the log.
@NullMarked
package dev.coder.agent.loop;

import org.jspecify.annotations.NullMarked;
