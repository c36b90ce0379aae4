package dev.coder.cli;

import dev.coder.cli.config.Projects;
import dev.coder.cli.config.StateFolder;
import dev.coder.cli.exit.ExitCode;
import dev.coder.cli.exit.OwnCommand;
import dev.coder.cli.exit.StopException;
import dev.coder.cli.project.KnownProjects;
import dev.coder.cli.sessions.SessionCatalog;
import dev.coder.cli.sessions.SessionLine;
import dev.coder.cli.terminal.Streams;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.SessionAnswers.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds out which session is gone on with, whether it can be here, and whether it has to be taken over.
///
/// @param wish gets the answers
record Resumption(CoderCommand wish, Map<String, String> environment, Streams streams) {

    private static final int OFFERED = 20;
    private static final int WIDTH = 100;
    private static final Pattern PART_OF_ID = Pattern.compile("[A-Za-z0-9_]{1,29}");

    /// @param name of a session; empty: the user is asked
    void settle(String name) throws InterruptedException, IOException {
        var state = StateFolder.of(environment);
        var catalog = catalog(state);
        var session = name.isEmpty() ? chosen(catalog) : catalog.find(name);
        requireOpen(session);
        requireHere(session, catalog, state);
        wish.session = session.sessionId().value();
        wish.takeOver |= needsTakeOver(session, catalog);
    }

    /// The whole id of a session of which only a part may have been said.
    String idOf(String part) throws InterruptedException {
        return PART_OF_ID.matcher(part).matches()
                ? catalog(StateFolder.of(environment)).find(part).sessionId().value()
                : part;
    }

    private SessionCatalog catalog(StateFolder state) throws InterruptedException {
        var workspace = KnownProjects.open(wish.projects, environment);
        var client = Workbench.client(wish.agent, workspace, environment, streams);
        return new SessionCatalog(client, state, Projects.id(workspace, state.clientId()));
    }

    private SessionState chosen(SessionCatalog catalog) throws InterruptedException {
        var offered = catalog.used(false, OFFERED);
        if (offered.isEmpty()) {
            throw new StopException(
                    ExitCode.SESSION,
                    "There is no session here; those of all projects: " + OwnCommand.with("sessions list --all"));
        }
        var number = 0;
        for (var session : offered) {
            streams.plain("%3d  %s".formatted(++number, new SessionLine(session, Instant.now()).text(WIDTH)));
        }
        var answer = streams.ask("Which one (1-" + offered.size() + ")?")
                .orElseThrow(() -> new StopException(
                        ExitCode.USAGE, "There is no terminal to choose on; name the session, such as: --resume last"))
                .strip();
        if (!answer.matches("[0-9]{1,3}") || Integer.parseInt(answer) < 1 || Integer.parseInt(answer) > number) {
            throw new StopException(ExitCode.CANCELLED, "No session was chosen");
        }
        return offered.get(Integer.parseInt(answer) - 1);
    }

    private static void requireOpen(SessionState session) {
        if (session.status().equals("closed")) {
            throw new StopException(
                    ExitCode.SESSION,
                    "The session " + session.sessionId()
                            + " is closed: nothing moves it on any more. To go on in a copy: "
                            + OwnCommand.with("sessions fork " + session.sessionId()));
        }
    }

    /// A session of other folders of this machine is gone on with there.
    private static void requireHere(SessionState session, SessionCatalog catalog, StateFolder state) {
        var workspace = session.workspace();
        if (workspace == null || workspace.id().equals(catalog.workspaceId())) {
            return;
        }
        var roots = Objects.requireNonNullElse(workspace.roots(), List.<String>of());
        var folders =
                roots.stream().filter(Resumption::canBeNamed).map(Path::of).toList();
        var ofThisMachine = !folders.isEmpty()
                && folders.size() == roots.size()
                && workspace.id().equals(Projects.id(new Workspace(folders), state.clientId()))
                && folders.stream().allMatch(Files::isDirectory);
        if (ofThisMachine) {
            throw new StopException(
                    ExitCode.SESSION,
                    "This session is about " + String.join(", ", roots) + "; go on with it there: "
                            + OwnCommand.anywhere(roots.stream()
                                    .map(root -> "--project " + OwnCommand.quoted(root) + " ")
                                    .collect(Collectors.joining()))
                            + "--resume " + session.sessionId());
        }
    }

    /// The agent says it: only a plain absolute path stands in a command that the user is told to type.
    private static boolean canBeNamed(String root) {
        return root.startsWith("/")
                && root.codePoints()
                        .noneMatch(c -> Character.getType(c) == Character.FORMAT || Character.isISOControl(c));
    }

    /// Never silently: what the other one has begun cannot be seen from here.
    private boolean needsTakeOver(SessionState session, SessionCatalog catalog) throws IOException {
        var elsewhere = !catalog.executedHere(session);
        if (wish.takeOver || (!elsewhere && !catalog.inUse(session.sessionId()))) {
            return false;
        }
        var who = elsewhere
                ? "This session was held on another machine, which still has the right to run its calls"
                : "Another coder on this machine executes this session";
        streams.plain(who + ". Taken over, it goes on here: the other one stops when it notices, and what it has begun"
                + " meanwhile is not known here.");
        var sure = streams.confirm("Take it over?")
                .orElseThrow(() -> new StopException(
                        ExitCode.SESSION, who + "; to take it over without being asked, add --take-over"));
        if (!sure) {
            throw new StopException(ExitCode.CANCELLED, "The session stays where it is");
        }
        return true;
    }
}
