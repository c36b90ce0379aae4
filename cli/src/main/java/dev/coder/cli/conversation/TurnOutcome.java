package dev.coder.cli.conversation;

import dev.coder.cli.exit.ExitCode;
import dev.coder.protocol.Usage;
import org.jspecify.annotations.Nullable;

/// How a turn ended.
///
/// @param sentence   for the user, where the text alone does not say it
/// @param text       the answer: what the model said last
/// @param stopReason the agent's word for it, such as `end_turn`; `failed`, `cancelled`, `expired` otherwise
public record TurnOutcome(
        ExitCode exitCode,
        @Nullable String sentence,
        String sessionId,
        String turnId,
        String text,
        String stopReason,
        Usage usage) {}
