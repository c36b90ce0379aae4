package dev.coder.cli;

import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.setup.Asked;
import dev.coder.cli.setup.Questions;
import dev.coder.cli.terminal.Streams;
import java.io.IOException;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Who answers the questions of set-up: somebody at the terminal, or nobody.
///
/// @param terminal null when nobody is asked
record SetupDialog(Questions questions, @Nullable Terminal terminal) implements AutoCloseable {

    /// @param plain whether nothing may be drawn twice
    /// @throws StopException when nobody is there to be asked
    static SetupDialog open(Map<String, String> environment, Streams streams, boolean yes, boolean plain)
            throws IOException {
        if (yes) {
            return new SetupDialog(Asked.byNobody(streams::plain), null);
        }
        if (!streams.inIsTerminal() || !streams.outIsTerminal()) {
            throw new StopException(
                    ExitCode.USAGE,
                    "Nobody can be asked here; take what is usual with " + OwnCommand.with("setup --yes")
                            + ", every answer is an option: " + OwnCommand.with("setup --help"));
        }
        var terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        var simple = plain || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new SetupDialog(simple ? Asked.inLines(terminal) : Asked.withKeys(terminal, streams.colour()), terminal);
    }

    boolean asks() {
        return terminal != null;
    }

    @Override
    public void close() throws IOException {
        if (terminal != null) {
            terminal.close();
        }
    }
}
