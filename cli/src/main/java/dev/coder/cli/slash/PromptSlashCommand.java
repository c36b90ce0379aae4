package dev.coder.cli.slash;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.StopException;
import dev.coder.plugin.PromptCommand;

/// A command that sends a prompt: of a plugin, or from a file.
record PromptSlashCommand(String name, String argument, String description, String origin, PromptCommand command)
        implements SlashCommand {

    PromptSlashCommand(PromptCommand command, String origin) {
        this(command.name(), command.argument(), command.description(), origin, command);
    }

    @Override
    public boolean duringTurn() {
        return false;
    }

    @Override
    public void run(String typed, Seat seat) {
        var prompt = prompt(typed);
        seat.turn(conversation -> conversation.ask(prompt));
    }

    private String prompt(String typed) {
        try {
            return command.prompt(typed);
        } catch (RuntimeException | LinkageError e) {
            throw new StopException(ExitCode.TURN_FAILED, "/" + name + " of " + origin + " failed: " + e, e);
        }
    }
}
