package dev.coder.cli.slash;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import java.io.IOException;
import java.util.List;

/// A command that comes with Coder.
///
/// @param action what it does
record Builtin(
        String name, String argument, String description, boolean duringTurn, List<String> aliases, Action action)
        implements SlashCommand {

    /// What a command does.
    @FunctionalInterface
    interface Action {
        void run(String argument, Seat seat) throws InterruptedException, IOException;
    }

    /// One that waits until the agent is done.
    static Builtin idle(String name, String argument, String description, Action action) {
        return new Builtin(name, argument, description, false, List.of(), action);
    }

    /// One that may run while the agent works.
    static Builtin anytime(String name, String argument, String description, Action action) {
        return new Builtin(name, argument, description, true, List.of(), action);
    }

    Builtin alias(String... others) {
        return new Builtin(name, argument, description, duringTurn, List.of(others), action);
    }

    /// A file that cannot be read or written ends the command, and nothing else.
    @Override
    public void run(String typed, Seat seat) throws InterruptedException {
        try {
            action.run(typed, seat);
        } catch (IOException e) {
            throw new StopException(ExitCode.TURN_FAILED, "/" + name + " could not be done: " + e.getMessage(), e);
        }
    }
}
