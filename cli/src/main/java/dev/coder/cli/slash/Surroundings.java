package dev.coder.cli.slash;

import dev.coder.cli.conversation.SessionDesk;
import dev.coder.cli.execute.ModeSwitch;
import dev.coder.cli.execute.Toolbox;
import dev.coder.cli.plugins.Plugins;
import dev.coder.cli.remote.AgentClient;
import dev.coder.cli.sessions.SessionCatalog;
import dev.coder.cli.undo.UndoDesk;
import dev.coder.plugin.Workspace;
import java.util.List;

/// What commands need of this run of Coder.
///
/// @param added what plugins and command files bring; of two of one name the first counts
/// @param notices what the user has to know of it
public record Surroundings(
        AgentClient client,
        SessionDesk desk,
        SessionCatalog sessions,
        Workspace workspace,
        UndoDesk undo,
        Toolbox tools,
        ModeSwitch modes,
        Reports reports,
        List<Plugins.Added> added,
        List<String> notices) {

    public Surroundings {
        added = List.copyOf(added);
        notices = List.copyOf(notices);
    }
}
