package dev.coder.cli.slash;

import java.io.IOException;
import java.util.List;

/// Something the user can have done by typing `/` and its name. Holds no state.
public interface SlashCommand {

    /// Where those that come with Coder come from.
    String BUILTIN = "builtin";

    /// Without the slash, such as `help`.
    String name();

    /// How its argument is shown, such as `[TURN]`; empty when it takes none.
    String argument();

    /// One short sentence for /help and completion.
    String description();

    /// Whether it may run while the agent works.
    boolean duringTurn();

    /// Other names of it.
    default List<String> aliases() {
        return List.of();
    }

    /// [#BUILTIN], else the plugin or file that it comes from.
    default String origin() {
        return BUILTIN;
    }

    /// Does it. What goes wrong for the user is thrown as [dev.coder.cli.exit.StopException], or as
    /// [dev.coder.cli.remote.RefusedException] when the agent says no; neither ends the conversation.
    ///
    /// @param argument what was typed after the name, without blanks around it; may be empty
    void run(String argument, Seat seat) throws InterruptedException, IOException;
}
