package dev.coder.cli.terminal;

import dev.coder.cli.conversation.TurnOutcome;
import dev.coder.protocol.LoggedEvent;

/// Writes the answer to standard output, in one of the forms of `--output`. The caller keeps threads apart.
interface AnswerWriter {

    void event(LoggedEvent event);

    void turnEnded(TurnOutcome outcome);
}
